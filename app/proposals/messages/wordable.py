"""Which mails about proposals organisers may word for themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask_babel import lazy_gettext as _

from app.mail.rules import Wordable

PROPOSAL = {"name": "name", "event": "event", "day": "day", "title": "title", "owner": "owner"}
WITH_LEAD = PROPOSAL | {"lead": "lead"}


def _mail(folder: str, name: object, when: object, placeholders: Mapping[str, str]) -> Wordable:
    """`folder` may say which variant: `decision decision=accept`."""
    template, _space, variant = folder.partition(" ")
    key, _sign, value = variant.partition("=")
    return Wordable(
        template=f"proposals/email/{template}",
        name=name,
        when=when,
        placeholders=placeholders,
        variant=(key, value) if variant else None,
    )


# fmt: off
def _every() -> Iterator[Wordable]:
    yield _mail("begun", _("A proposal begun"),
                _("At once, to who begins a proposal: the link to it"), PROPOSAL)
    yield _mail("sent role=lead", _("A proposal sent"),
                _("To the lead who sent it"), PROPOSAL)
    yield _mail("sent role=presenter", _("A proposal sent, to the others"),
                _("To those who present with the lead"), WITH_LEAD)
    yield _mail("withdrawn role=lead", _("A proposal withdrawn"),
                _("To the lead who withdrew it"), PROPOSAL)
    yield _mail("presenter_invited", _("Asked to present with somebody"),
                _("To each colleague the lead names"), WITH_LEAD)
    yield _mail("presenter_removed", _("Not asked to present any more"),
                _("When the lead takes a name off"), WITH_LEAD)
    yield _mail("presenter_answered answer=yes", _("A colleague said yes"),
                _("To the lead"), PROPOSAL | {"who": "who"})
    yield _mail("presenter_answered answer=no", _("A colleague said no"),
                _("To the lead"), PROPOSAL | {"who": "who"})
    yield _mail("decision decision=accept", _("Accepted"),
                _("When you tell the decisions"), PROPOSAL)
    yield _mail("decision decision=reserve", _("On the reserve list"),
                _("When you tell the decisions"), PROPOSAL)
    yield _mail("decision decision=reject", _("Not this time"),
                _("When you tell the decisions"), PROPOSAL)
    yield _mail("moved_up", _("From the reserve list to a place"),
                _("When you move a proposal up"), PROPOSAL)
    yield _mail("remind_to_confirm", _("Do you come?"),
                _("Before the time to answer is over, to a lead who has not answered"), PROPOSAL)
    yield _mail("confirmed", _("In the programme"),
                _("When the lead has said yes: what is next"), PROPOSAL)
    yield _mail("given_up", _("Given up"),
                _("To those who present, when it was said that they cannot"), PROPOSAL)
    yield _mail("correction_answered state=agreed", _("A correction is in the programme"),
                _("When you agree to other words of a session"), PROPOSAL)
    yield _mail("correction_answered state=declined", _("A correction was not used"),
                _("When you leave the words of a session as they are"), PROPOSAL)


# fmt: on
WORDABLE = tuple(_every())
