"""Every mail of the product, in each of the states it has, with values as its message gives them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.events.models import Event
from app.kernel.clock import now
from app.kernel.links import public_url
from app.kernel.mailbox import Mailbox
from app.mail.actions import Draft
from app.mail.actions.posting import finished
from app.mail.models import OutboxMessage
from app.pages.wordings.samples import sample_of
from app.wiring import WORDABLES

READER = "reader@example.org"


@dataclass(frozen=True)
class Mail:
    """A folder with what is otherwise than in the sample of it."""

    template: str
    variant: tuple[str, str] | None = None
    changes: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        said = [self.variant[1]] if self.variant else []
        return "-".join([*self.template.replace("/email", "").split("/"), *said, *self.changes])


def _other(folder: str, *variants: str, **changes: Any) -> list[Mail]:
    template = folder.replace("/", "/email/", 1)
    pairs = [tuple(one.split("=")) for one in variants] or [None]
    return [Mail(template, pair, changes) for pair in pairs]


# The organisers' finished words of a mail to a group.
OWN = {
    "subject": "What to bring",
    "opening": [
        [[{"text": "Hello Siân Example,", "href": ""}]],
        [
            [{"text": "The rooms are on", "href": ""}],
            [{"text": "https://council.example/rooms", "href": "https://council.example/rooms"}],
        ],
    ],
}
# Those whose words are fixed, and states of others that have no words of their own.
OTHERS = [
    *_other("accounts/sign_in_code", code="123456", minutes=10),
    *_other("campaigns/group", own=OWN),
    *_other("campaigns/news", own=OWN),
    *_other("events/role_granted", "role=organiser", "role=host", "role=reviewer", "role=access",
            email=READER, sign_in_url="/sign-in"),
    *_other("materials/infected", is_uploader=True, file="slides.pptx", uploader=READER),
    *_other("materials/infected", is_uploader=False, file="slides.pptx", uploader=READER),
    *_other("proposals/declined", because="A colleague is ill.", noted_by="", reserves=2, manage_url="/m"),
    *_other("proposals/declined", because="She rang.", noted_by="Orla Example", reserves=0, manage_url="/m"),
    *_other("proposals/not_confirmed", manage_url="/m"),
    *_other("proposals/withdrawn", "role=presenter"),
    *_other("proposals/decision", "decision=accept", is_lead=False),
    *_other("registration/place_added", "state=offered", "state=applied"),
    *_other("registration/given_up", "was=waiting", "was=offered", "was=applied"),
    *_other("registration/taken_over", "state=offered", "state=waiting", "state=applied"),
    *_other("registration/group_named", "state=offered", "state=waiting", "state=applied"),
    *_other("registration/released", "because=no_name"),
    *_other("registration/passed_over", "about=session", why="share"),
]  # fmt: skip
MAILS = [*(Mail(one.template, one.variant) for one in WORDABLES.every), *OTHERS]


def values_of(mail: Mail, event: Event) -> dict[str, Any]:
    values = sample_of(mail.template, mail.variant, event) | mail.changes
    ours = {key: public_url(one) for key, one in mail.changes.items() if key.endswith("_url")}
    return values | ours


def written(
    mail: Mail, values: dict[str, Any], *, name: str = "Siân Example", language: str = "en"
):
    """The row as it would be posted; of no session."""
    draft = Draft(
        template=mail.template,
        to=Mailbox(name, READER),
        values=values,
        dedupe_key=str(mail),
        language=language,
    )
    return OutboxMessage(**finished(draft, now=now()))
