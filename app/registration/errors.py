"""Refusals of places, each with the sentence a person reads."""

from flask_babel import lazy_gettext as _

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


class ComesWithTheEvent(Refusal):
    sentence = _("This session comes with your place in the event.")
