"""Refusals to who adds or changes materials."""

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


class TooManyMaterials(Refusal):
    """`most`: how many a session can have."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _(
                "A session can have %(number)s of these at most. Withdraw one first, or replace one.",
                number=most,
            )
        )


class TooManyBytes(Refusal):
    sentence = _(
        "The files of this session would take more than 2 GB with their older versions. "
        "Add a link to this one instead."
    )


class SameFile(Refusal):
    sentence = _("This very file is there already, so it was not added again.")


class SameLink(Refusal):
    sentence = _("This link is there already, so it was not added again.")


class BadLink(Refusal):
    sentence = _("Enter a whole address that begins with https:// and that others can open")


class AnotherForm(Refusal):
    sentence = _(
        "A file is replaced by a file, a link by a link. Withdraw this one and add the other."
    )


class WithdrawnAlready(Refusal):
    sentence = _("This was withdrawn in the meantime. Put it back first.")


class NotRecorded(Refusal):
    sentence = _("The programme says that this session is not recorded. Change that first.")


class NoConsent(Refusal):
    sentence = _(
        "Not everybody who presents this session has agreed to a recording. Ask them first."
    )


class OrganisersOwn(Refusal):
    sentence = _("The organisers added the recording. Ask them to change it.")


class WithdrawnByOthers(Refusal):
    sentence = _("Somebody else withdrew this. Ask them, or the organisers, to put it back.")
