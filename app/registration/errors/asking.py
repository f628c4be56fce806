"""Refusals to who asks for a place, has one or waits."""

from datetime import datetime

from flask_babel import lazy_gettext as _

from app.kernel import shown
from app.kernel.errors import Refusal


class NotOpenYet(Refusal):
    sentence = _("Booking has not opened yet.")


class RegistrationClosed(Refusal):
    sentence = _("Booking has closed.")


class NotPublished(Refusal):
    sentence = _("This event is not open to the public yet.")


class AlreadyRegistered(Refusal):
    """A live registration for this person exists; `registration_id` is never shown to who asked."""

    sentence = _("You have registered for this event already.")

    def __init__(self, registration_id: int) -> None:
        super().__init__()
        self.registration_id = registration_id


class SessionsClash(Refusal):
    """Two chosen sessions overlap; `slot_ids` names them."""

    def __init__(self, first: str, second: str, slot_ids: tuple[int, int]) -> None:
        super().__init__(
            _(
                "“%(first)s” and “%(second)s” are at the same time. Choose one of them.",
                first=first,
                second=second,
            )
        )
        self.slot_ids = slot_ids


class SlotGone(Refusal):
    sentence = _("This session has been cancelled. Please choose another.")


class SlotStarted(Refusal):
    sentence = _("This session has started, so its places cannot change any more.")


class NoSuchSlot(Refusal):
    sentence = _("One of the sessions you chose is not in the programme any more.")


class AlreadyBooked(Refusal):
    sentence = _("You have a place or are waiting for this session already.")


class PlaceEnded(Refusal):
    sentence = _("This place has been given up already.")


class NotInThatLanguage(Refusal):
    sentence = _("The mails of this event are not written in that language.")


class ComesWithTheEvent(Refusal):
    sentence = _("This session comes with your place in the event.")


class EventListClosed(Refusal):
    sentence = _(
        "The event is full and its waiting list is closed. Slides and recordings will be on the "
        "programme's pages afterwards."
    )


class ListClosed(Refusal):
    """`title` names the session whose list takes nobody any more."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _("“%(title)s” is full and its waiting list is closed. Choose another.", title=title)
        )


class OfferEnded(Refusal):
    sentence = _(
        "This offer has ended and the place has gone to the next person. "
        "You can ask for the session again: add it on your day's page."
    )


class EventOfferFirst(Refusal):
    sentence = _("Take your place in the event first; this session comes with it.")


class NoSuchCode(Refusal):
    sentence = _(
        "This access code is not known or has ended. Check it, or leave the box empty to register "
        "without one."
    )


class CodeUsedUp(Refusal):
    sentence = _(
        "All places of this access code are taken. Leave the box empty to register without one."
    )


class YouPresent(Refusal):
    sentence = _("You present this session. Write to the organisers if you cannot.")


class NoServiceToStayIn(Refusal):
    sentence = _(
        "Only places of a library service can be handed to a colleague. Write to the organisers."
    )


class TooLateToHandOn(Refusal):
    """`ends_at`: until when places could be handed on."""

    def __init__(self, ends_at: datetime) -> None:
        super().__init__(
            _(
                "Places could be handed to a colleague until %(when)s (London time). "
                "Give the place up instead, so that somebody who waits can have it.",
                when=shown.moment(ends_at),
            )
        )


class NamedAlready(Refusal):
    sentence = _("This place has a name already. That person can hand it to a colleague.")


class TooLateForNames(Refusal):
    """`due_at`: by when the names of a group must be known."""

    def __init__(self, due_at: datetime) -> None:
        super().__init__(
            _(
                "Places for a group could be asked for until %(when)s (London time). "
                "Register each colleague by name instead.",
                when=shown.moment(due_at),
            )
        )


class ChosenAlready(Refusal):
    sentence = _("Your sessions are chosen. Sign in with a code from your mail to change them.")


class SameColleague(Refusal):
    sentence = _("This is the name and address that has the place. Enter your colleague's.")


class DrawFirst(Refusal):
    sentence = _("Places are drawn first. Come back when the draw is over.")


class CodeAfterTheDraw(Refusal):
    sentence = _(
        "Places are drawn just now. Those of your access code are kept: use it once the draw is over, or "
        "leave the box empty to enter the draw."
    )


class TicketStays(Refusal):
    sentence = _(
        "A ticket in the draw cannot be handed on. Your colleague can enter the draw with a ticket of their "
        "own."
    )
