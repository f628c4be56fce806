"""Which mails about places organisers may word for themselves, in the order of a person's way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask_babel import lazy_gettext as _

from app.mail.rules import Wordable

PERSON = {"name": "name", "event": "event", "day": "day"}
PLACE = PERSON | {"reference": "reference"}
SESSION = {
    "session": "session.title",
    "time": "session.time",
    "session_day": "session.day",
    "room": "session.room",
    "services": "session.services",
}
IN_SESSION = PLACE | SESSION
UNTIL = {"until": "until"}


def _mail(
    folder: str,
    name: object,
    when: object,
    placeholders: Mapping[str, str],
    *,
    needs: tuple[str, ...] = (),
) -> Wordable:
    """`folder` may say which variant: `registered state=waiting`."""
    template, _space, variant = folder.partition(" ")
    key, _sign, value = variant.partition("=")
    return Wordable(
        template=f"registration/email/{template}",
        name=name,
        when=when,
        placeholders=placeholders,
        variant=(key, value) if variant else None,
        needs=needs,
    )


# fmt: off
def _registering() -> Iterator[Wordable]:
    yield _mail("registered state=confirmed", _("Registered, with a place"),
                _("At once, when somebody registers and has a place at the event"), PLACE,
                needs=("reference",))
    yield _mail("registered state=waiting", _("Registered, on the event’s waiting list"),
                _("At once, when somebody registers and the event is full"), PLACE)
    yield _mail("registered state=applied", _("Registered, in the draw"),
                _("At once, when somebody registers before the draw"), PLACE)
    yield _mail("links_again", _("The personal link again"),
                _("When somebody lost their link, or registers twice"), PLACE)
    yield _mail("place_added state=confirmed", _("One session more: a place"),
                _("When somebody adds a session and has a place in it"), IN_SESSION)
    yield _mail("place_added state=waiting", _("One session more: its waiting list"),
                _("When somebody adds a session that is full"), IN_SESSION)
    yield _mail("given_up was=confirmed", _("A place in a session given up"),
                _("When somebody gives up their place in a session"), IN_SESSION)
    yield _mail("registration_cancelled", _("Registration cancelled"),
                _("When somebody gives up their place at the event"), PLACE)
    yield _mail("session_cancelled", _("A session is cancelled"),
                _("When you cancel a session, to all who had a place or waited"), IN_SESSION)
    yield _mail("session_reopened", _("A cancelled session takes place after all"),
                _("When you undo that, to all who lost a place or a turn"), IN_SESSION)


def _waiting() -> Iterator[Wordable]:
    yield _mail("admitted state=confirmed", _("A place at the event, from the waiting list or the draw"),
                _("When a place at the event comes free for somebody"), PLACE)
    yield _mail("admitted state=offered", _("A place at the event is held"),
                _("When a place at the event comes free and wants an answer"), PLACE | UNTIL,
                needs=("until",))
    yield _mail("event_accepted", _("A held place at the event was taken"),
                _("When somebody takes the place that was held for them"), PLACE)
    yield _mail("not_drawn", _("Not drawn, on the waiting list"),
                _("After the draw, to who has no place"), PLACE | {"position": "position"})
    yield _mail("moved_up", _("A place in a session, from the waiting list"),
                _("When a place in a session comes free for somebody"), IN_SESSION)
    yield _mail("offered", _("A place in a session is held"),
                _("When a place in a session comes free and wants an answer"), IN_SESSION | UNTIL,
                needs=("until",))
    yield _mail("accepted", _("A held place in a session was taken"),
                _("When somebody takes the place that was held for them"), IN_SESSION)
    yield _mail("offer_ran_out about=event", _("Not answered in time: the event"),
                _("When a place that was held at the event goes to the next person"), PLACE)
    yield _mail("offer_ran_out about=session", _("Not answered in time: a session"),
                _("When a place that was held in a session goes to the next person"), IN_SESSION)
    yield _mail("passed_over about=session", _("Passed over in a session"),
                _("When a free place goes to the next person, and why"), IN_SESSION)
    yield _mail("passed_over about=event", _("Passed over for the event"),
                _("When a free place goes to the next person, and why"), PLACE)
    yield _mail("list_closed about=session", _("No place came free in a session"),
                _("When a session’s waiting list closes"), IN_SESSION)
    yield _mail("list_closed about=event", _("No place came free at the event"),
                _("When the event’s waiting list closes"), PLACE)


def _handing_on() -> Iterator[Wordable]:
    from_whom = PLACE | {"who": "from_whom"}
    yield _mail("handed_on", _("Handed on to a colleague"),
                _("To who gave everything to a colleague"), PLACE | {"colleague": "colleague"})
    yield _mail("taken_over state=confirmed", _("Taken over from a colleague"),
                _("To the colleague who has the place now"), from_whom)
    yield _mail("group_named state=confirmed", _("A place through a group"),
                _("To a colleague whose name the group’s lead gave"), from_whom)
    yield _mail("sessions_chosen", _("Sessions chosen by a group’s colleague"),
                _("After a colleague of a group chose their sessions"), PLACE)
    group = PERSON | {"names_due": "names_due"}
    with_places = group | {"places": "confirmed"}
    yield _mail("group_made state=confirmed", _("Places for a group"),
                _("To the lead who asked for several places"), with_places)
    yield _mail("group_made state=waiting", _("A group without places yet"),
                _("To the lead, while all of the group wait"), group)
    yield _mail("presenter_placed", _("Places of presenters and hosts"),
                _("When somebody is named as presenter or host"), PLACE)
    yield _mail("presenter_freed", _("No presenter or host any more"),
                _("When somebody is taken off a session"), IN_SESSION)
    yield _mail("still_coming asked=first", _("Still coming?"),
                _("When you ask all who have a place"), PLACE)
    yield _mail("still_coming asked=again", _("Still coming? The second time"),
                _("To who has not answered"), PLACE)
    yield _mail("release_told", _("The place ends unless they come"),
                _("When you release places of who has not answered"), PLACE | UNTIL, needs=("until",))
    yield _mail("release_undone", _("They keep the place after all"),
                _("When you undo that, or they answer in time"), PLACE)
    yield _mail("released because=not_reconfirmed", _("The place has ended"),
                _("When nobody answered in time"), PLACE)


# fmt: on
WORDABLE = (*_registering(), *_waiting(), *_handing_on())
