"""Signing in by a code in the mail, and the browsers that are signed in.

The rows say nothing about whether an address is known: an unknown one gets its rows too, and no mail.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.accounts import rules
from app.accounts.enums import CodeAnswer
from app.accounts.errors import TooManyCodes
from app.accounts.models import Device, Person, SignInCode
from app.kernel import tokens
from app.kernel.keys import current_key, signing_keys
from app.kernel.mailbox import Mailbox
from app.kernel.transaction import needs_transaction
from app.mail.actions import Draft, post

PURPOSE = "sign-in code"


@dataclass(frozen=True)
class Checked:
    """What came of a code; `token` is the new device's, and only when the answer is GOOD."""

    answer: CodeAnswer
    token: str = ""


def ask_for_code(email: str, *, now: datetime) -> None:
    """Sends a fresh code to the address if somebody has it; older codes end.

    Refused (TooManyCodes) when the address asked too often in the last hour, known or not.
    """
    session = needs_transaction()
    address = rules.address_of(email)
    people = _people_locked(session, address)
    _refuse_too_many(session, address, now=now)
    session.execute(
        update(SignInCode)
        .where(SignInCode.email == address, SignInCode.ended_at.is_(None))
        .values(ended_at=now)
    )
    code = f"{secrets.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}}"
    row = SignInCode(
        email=address,
        code_digest=_digest(address, code, current_key()),
        asked_at=now,
        expires_at=now + rules.CODE_FOR,
    )
    session.add(row)
    session.flush()
    if people:
        post(_mail(people[0], code, key=f"sign-in-code:{row.id}:{row.code_digest[:12]}"), now=now)


def check_code(email: str, code: str, *, label: str = "", now: datetime) -> Checked:
    """Signs a browser in when the code is the newest of the address and right; each try counts.

    Nothing is refused by an exception, since a wrong try must be counted and kept.
    `label` is what the person will know the browser by.
    """
    session = needs_transaction()
    address = rules.address_of(email)
    people = _people_locked(session, address)
    row = session.scalar(
        select(SignInCode)
        .where(SignInCode.email == address)
        .order_by(SignInCode.id.desc())
        .limit(1)
        .with_for_update()
    )
    if row is None or rules.code_is_spent(
        ended_at=row.ended_at, expires_at=row.expires_at, tries=row.tries, now=now
    ):
        return Checked(CodeAnswer.SPENT)
    row.tries += 1
    if not _fits(row, address, code) or not people:
        spent = row.tries >= rules.CODE_TRIES
        return Checked(CodeAnswer.SPENT if spent else CodeAnswer.WRONG)
    row.ended_at = now
    token = secrets.token_urlsafe(32)
    session.add(
        Device(
            token_digest=tokens.digest(token),
            email=address,
            label=label[:200],
            signed_in_at=now,
            expires_at=now + rules.DEVICE_FOR,
        )
    )
    return Checked(CodeAnswer.GOOD, token)


def end_device(ref: str, *, email: str, now: datetime) -> bool:
    """Signs a browser of this address out, at once; False when there is none by this `ref`."""
    devices = needs_transaction().scalars(
        select(Device).where(Device.email == email, Device.ended_at.is_(None))
    )
    device = next((device for device in devices if device.ref == ref), None)
    if device is None:
        return False
    device.ended_at = now
    return True


def end_all_devices(email: str, *, now: datetime) -> None:
    """Signs every browser of this address out, at once."""
    needs_transaction().execute(
        update(Device)
        .where(Device.email == rules.address_of(email), Device.ended_at.is_(None))
        .values(ended_at=now)
    )


def _people_locked(session: Session, address: str) -> list[Person]:
    """Whoever has this address; their rows are held, so that two requests cannot make two codes."""
    return list(
        session.scalars(
            select(Person)
            .where(Person.email == address)
            .order_by(Person.id)
            .with_for_update(key_share=True)
        )
    )


def _refuse_too_many(session: Session, address: str, *, now: datetime) -> None:
    session.execute(delete(SignInCode).where(SignInCode.asked_at < now - rules.CODES_KEPT_FOR))
    asked_at = session.scalars(select(SignInCode.asked_at).where(SignInCode.email == address)).all()
    wait = rules.wait_for_a_code(asked_at, now=now)
    if wait is not None:
        raise TooManyCodes(wait)


def _mail(person: Person, code: str, *, key: str) -> Draft:
    return Draft(
        template="accounts/email/sign_in_code",
        to=Mailbox(person.name, person.email),
        values={"code": code, "minutes": int(rules.CODE_FOR.total_seconds() // 60)},
        dedupe_key=key,
        urgent=True,
        secret=True,
    )


def _fits(row: SignInCode, address: str, code: str) -> bool:
    """Whether this is the code; takes as long for a wrong one."""
    typed = "".join(character for character in code if character.isalnum())
    matches = [
        hmac.compare_digest(row.code_digest, _digest(address, typed, key)) for key in signing_keys()
    ]
    return any(matches)


def _digest(address: str, code: str, key: str) -> str:
    return tokens.keyed_digest(f"{address}|{code}", purpose=PURPOSE, key=key)
