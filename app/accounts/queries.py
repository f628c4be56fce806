"""People and their links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from app.accounts.enums import LinkPurpose
from app.accounts.models import Device, NewsConsent, Person, PersonalLink
from app.kernel import tokens
from app.kernel.database import db
from app.kernel.keys import current_key, signing_keys
from app.kernel.links import public_url

# Asked whenever somebody registers or opens their day, so it is written once.
_LIVING_LINKS = select(PersonalLink.subject, PersonalLink.purpose, PersonalLink.public_id).where(
    PersonalLink.subject.in_(bindparam("subjects", expanding=True)),
    PersonalLink.purpose.in_(bindparam("purposes", expanding=True)),
    PersonalLink.revoked_at.is_(None),
)


class Link(NamedTuple):
    """What an address is made from: a personal link as plain values."""

    subject: str
    purpose: str
    public_id: str


def people_at(email: str) -> list[Person]:
    """Everybody who shares this address, oldest first."""
    return list(db.session.scalars(select(Person).where(Person.email == email).order_by(Person.id)))


def people_of(person_ids: Iterable[int]) -> dict[int, Person]:
    """By their numbers, all in one question."""
    found = db.session.scalars(select(Person).where(Person.id.in_(list(person_ids))))
    return {person.id: person for person in found}


def token_of(link: Link) -> str:
    return tokens.sign(link.public_id, purpose=link.purpose, key=current_key())


def url_of(link: Link) -> str:
    """The whole address, as it stands in a mail."""
    prefix = LinkPurpose(link.purpose).prefix
    ending = ".ics" if link.purpose == LinkPurpose.FEED else ""
    return public_url(f"{prefix}{token_of(link)}{ending}")


def opened_by(token: str, purpose: LinkPurpose) -> PersonalLink | None:
    """The link a token opens, unless it was revoked; an expired one is given (`expires_at`)."""
    ref = tokens.unsign(token, purpose=purpose, keys=signing_keys())
    if ref is None:
        return None
    link = db.session.scalar(
        select(PersonalLink).where(PersonalLink.public_id == ref, PersonalLink.purpose == purpose)
    )
    return None if link is None or link.revoked_at else link


def links_by(
    subjects: Iterable[str], *purposes: LinkPurpose
) -> dict[tuple[str, LinkPurpose], Link]:
    """The living links of these subjects (public ids) for these purposes, in one question."""
    asked = {"subjects": list(subjects), "purposes": purposes}
    links = [Link(*row) for row in db.session.execute(_LIVING_LINKS, asked)]
    return {(link.subject, LinkPurpose(link.purpose)): link for link in links}


def links_of(subjects: Iterable[str], purpose: LinkPurpose) -> dict[str, Link]:
    """The living link of each subject (a public id)."""
    found = links_by(subjects, LinkPurpose(purpose))
    return {subject: link for (subject, _), link in found.items()}


def device_of(token: str, *, now: datetime) -> Device | None:
    """The signed-in browser that holds this token, unless its sign-in ended or ran out."""
    return db.session.scalar(
        select(Device).where(
            Device.token_digest == tokens.digest(token),
            Device.ended_at.is_(None),
            Device.expires_at > now,
        )
    )


def devices_of(email: str, *, now: datetime) -> list[Device]:
    """Where this address is signed in now, the newest first."""
    return list(
        db.session.scalars(
            select(Device)
            .where(Device.email == email, Device.ended_at.is_(None), Device.expires_at > now)
            .order_by(Device.signed_in_at.desc(), Device.id.desc())
        )
    )


def news_consents() -> Sequence[NewsConsent]:
    """Everybody who asked for news and has not left, by number."""
    return db.session.scalars(
        select(NewsConsent).where(NewsConsent.ended_at.is_(None)).order_by(NewsConsent.id)
    ).all()


def news_consent_at(email: str) -> NewsConsent | None:
    """The living one of an address."""
    return db.session.scalar(
        select(NewsConsent).where(NewsConsent.email == email, NewsConsent.ended_at.is_(None))
    )


def news_consent(public_id: str) -> NewsConsent | None:
    """Living or not."""
    return db.session.scalar(select(NewsConsent).where(NewsConsent.public_id == public_id))
