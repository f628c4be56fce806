"""Files that cannot be read at all, and looks that are out of date."""

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


class NoFile(Refusal):
    sentence = _("Choose a file")


class NoSpreadsheet(Refusal):
    sentence = _(
        "This is not an Excel workbook (.xlsx). Save your table as one, and choose it again."
    )


class TooMuch(Refusal):
    """Larger than any programme: or a file that is made to take our memory."""

    sentence = _(
        "This workbook is too large. It may have up to 1,000 rows and 5 MB. Divide it into two files."
    )


class NoColumns(Refusal):
    sentence = _(
        "The first row of the table must name its columns, with “Title” among them. "
        "Download the empty table to see how."
    )


class LookAgain(Refusal):
    sentence = _("The programme has changed since you looked. Look at what would happen now.")


class NotEmpty(Refusal):
    sentence = _("This event has sessions already, so nothing is copied into it.")
