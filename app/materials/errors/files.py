"""Why a file is not taken, and how to mend it. `docs/uploads.md` says the same."""

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal
from app.materials.enums import FileKind
from app.materials.words import KINDS


class BadFile(Refusal):
    """Any of these: they belong to the box that the file was chosen in."""


class NoFile(BadFile):
    sentence = _("Choose a file")


class EmptyFile(BadFile):
    sentence = _("The file is empty. Save it once more and choose it again.")


class FileTooLarge(BadFile):
    """`megabytes`: the largest there is."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            _(
                "The file is larger than %(number)s MB. Make its pictures smaller, or add a link "
                "to it instead.",
                number=megabytes,
            )
        )


class UnknownContent(BadFile):
    sentence = _(
        "This is not a PDF, a PowerPoint (.pptx) or OpenDocument (.odp) presentation, or a picture "
        "(PNG, JPEG or WebP). Save it as one of these and choose that file."
    )


class NameSaysOtherwise(BadFile):
    """The content is `kind`, the name says something else."""

    def __init__(self, kind: FileKind) -> None:
        super().__init__(
            _(
                "The name of the file does not fit what is in it: it is %(kind)s. "
                "Save it again in the format you want and choose that file.",
                kind=KINDS[kind],
            )
        )


class OldFormat(BadFile):
    sentence = _(
        "This is a file of an older Office (.ppt), or one that is locked with a password. "
        "Open it, take the password away, save it as “PowerPoint Presentation (.pptx)” and choose that file."
    )


class AnotherFormat(BadFile):
    """A slide show, a template, a workbook..."""

    sentence = _(
        "This is an Office file, but not a presentation that can be edited and read everywhere. "
        "Save it as “PowerPoint Presentation (.pptx)” or as a PDF and choose that file."
    )


class LockedFile(BadFile):
    sentence = _(
        "The file is locked with a password, so nobody could open it. "
        "Save it without one and choose that file."
    )


class DamagedFile(BadFile):
    sentence = _(
        "The file cannot be read; it may be damaged. Save it once more and choose that file."
    )


class PictureTooLarge(BadFile):
    sentence = _(
        "The picture has more than 80 million pixels. Make it smaller and choose that file."
    )


class TooMuchInside(BadFile):
    sentence = _(
        "Unpacked, this file would be very much larger than it is now, so it is not opened. "
        "Save it as a PDF and choose that file."
    )


class HasMacros(BadFile):
    sentence = _(
        "The file has macros or other programs in it. They could harm those who open it. "
        "Save it without them, as “PowerPoint Presentation (.pptx)” or as a PDF, and choose that file."
    )


class LinkedContent(BadFile):
    sentence = _(
        "The file takes parts of itself from elsewhere, such as a linked table or template, "
        "which others cannot open. Break these links (in PowerPoint: File, Info, Edit Links to Files) "
        "or save it as a PDF, and choose that file."
    )
