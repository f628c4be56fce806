"""Refusals of changes to an event, each with the sentence a person reads."""

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


class BadAddress(Refusal):
    sentence = _(
        "The address may have small letters, digits and single dashes between them, 2 to 60 in all, "
        "like june-2027"
    )


class AddressReserved(Refusal):
    sentence = _("This address is used by the site itself. Choose another one.")


class AddressTaken(Refusal):
    sentence = _("Another event has this address. Choose another one.")


class AddressIsPublic(Refusal):
    sentence = _(
        "The event is published, so its address stays: people have it in their mails and calendars."
    )


class DayIsPublic(Refusal):
    sentence = _(
        "The event is published, so its day stays: people have it in their calendars. "
        "Cancel its sessions and create another event instead."
    )


class ClosesBeforeOpening(Refusal):
    sentence = _("Booking must close after it opens.")


class ClosesAfterTheDay(Refusal):
    sentence = _("Booking must close by the end of the event's day.")


class BookingHasOpened(Refusal):
    sentence = _(
        "Booking has opened already, so when it opens cannot be changed. "
        "To stop booking, let it close earlier."
    )


class BadPolicyChosen(Refusal):
    """A value that an event cannot work with; made with the sentence that says why."""


class NotReady(Refusal):
    sentence = _("The event cannot be published yet: something is missing.")


class CannotUnpublish(Refusal):
    sentence = _(
        "Booking has opened, so people may have places: the event stays public. "
        "To stop booking, let it close earlier."
    )


class LastOrganiser(Refusal):
    sentence = _("This is the last organiser. Invite another organiser first.")


class NoSuchRole(Refusal):
    sentence = _("This person does not have this role any more.")


class NoSuchService(Refusal):
    sentence = _("This library service is not there any more.")
