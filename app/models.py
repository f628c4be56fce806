"""Every table, so that migrations and checks see them all."""

from app.accounts import models as accounts
from app.attendance import models as attendance
from app.audit import models as audit
from app.campaigns import models as campaigns
from app.certificates import models as certificates
from app.events import models as events
from app.invites import models as invites
from app.kernel import jobs
from app.mail import models as mail
from app.materials import models as materials
from app.programme import models as programme
from app.proposals import models as proposals
from app.registration import models as registration
from app.speakers import models as speakers
from app.stars import models as stars
from app.timetable import models as timetable

__all__ = [
    "accounts",
    "attendance",
    "audit",
    "campaigns",
    "certificates",
    "events",
    "invites",
    "jobs",
    "mail",
    "materials",
    "programme",
    "proposals",
    "registration",
    "speakers",
    "stars",
    "timetable",
]
