"""Every module whose pages stand on the blueprint of this floor."""

from app.pages import (
    draw,
    health,
    home,
    mailbox,
    manage,
    materials,
    outbox,
    sessions,
    slots,
    speakers,
)
from app.pages.blueprint import (
    blueprint,
)
from app.pages.desk import (
    page as desk,
)
from app.pages.exports import (
    calendar,
    changes,
    conference,
    data,
    printing,
    tables,
    widget,
)
from app.pages.imports import (
    clone_views,
    workbooks,
)
from app.pages.imports import (
    views as imports,
)
from app.pages.my import (
    adding,
    answers,
    day,
    handing_on,
    language,
    needs,
    news,
    signed_in,
)
from app.pages.my import (
    calendar as my_calendar,
)
from app.pages.reading import (
    programme as reading,
)
from app.pages.reading import (
    session,
    stars,
)
from app.pages.releases import (
    views as releases,
)
from app.pages.today import (
    notices,
    pack,
)
from app.pages.today import (
    views as today,
)
from app.pages.wordings import (
    views as wordings,
)
from app.pages.workshop import (
    changing,
    moving,
    pauses,
    placing,
)
from app.pages.workshop import (
    views as workshop,
)

__all__ = [
    "adding",
    "answers",
    "blueprint",
    "calendar",
    "changes",
    "changing",
    "clone_views",
    "conference",
    "data",
    "day",
    "desk",
    "draw",
    "handing_on",
    "health",
    "home",
    "imports",
    "language",
    "mailbox",
    "manage",
    "materials",
    "moving",
    "my_calendar",
    "needs",
    "news",
    "notices",
    "outbox",
    "pack",
    "pauses",
    "placing",
    "printing",
    "reading",
    "releases",
    "session",
    "sessions",
    "signed_in",
    "slots",
    "speakers",
    "stars",
    "tables",
    "today",
    "widget",
    "wordings",
    "workbooks",
    "workshop",
]
