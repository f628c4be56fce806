"""What files and findings are called, and how each finding is mended."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from app.materials.enums import FileKind

KINDS = {
    FileKind.PDF: _("a PDF"),
    FileKind.PPTX: _("a PowerPoint presentation"),
    FileKind.ODP: _("an OpenDocument presentation"),
    FileKind.PNG: _("a PNG picture"),
    FileKind.JPEG: _("a JPEG picture"),
    FileKind.WEBP: _("a WebP picture"),
}

# What was found, and how to mend it; for one kind of file where that differs.
_FOUND: dict[str, LazyString] = {
    "untitled": _("It has no title of its own. Screen readers say the file name instead."),
    "untagged": _("It has no tags. Screen readers cannot tell headings, lists and reading order."),
    "no_language": _("It does not say in which language it is, so it may be read out wrongly."),
    "locked": _("It is locked with a password, so nobody can open it."),
    "damaged": _("We could not look into it. It may be damaged."),
    "pictures": _("Some pictures have no words for people who cannot see them."),
    "linked_media": _(
        "It shows pictures, films or sound that are not in the file. Others will miss them."
    ),
    "local_links": _("Some of its links work on your computer only."),
    "picture": _("A picture says nothing to people who cannot see it."),
}
_MEND: dict[str | tuple[str, FileKind], LazyString] = {
    "untitled": _("Open File, then Info or Properties, and fill in the title."),
    ("untitled", FileKind.PDF): _(
        "In the program you made it with, open File, then Info or Properties, fill in the title, "
        "and save it as a PDF again."
    ),
    "untagged": _(
        "When you save it as a PDF, open Options and choose “Document structure tags for accessibility” "
        "(LibreOffice: “Tagged PDF”)."
    ),
    "no_language": _("Select all text, then choose Review, Language, and set the language."),
    ("no_language", FileKind.PDF): _(
        "In the program you made it with, set the language of the text, and save it as a PDF again."
    ),
    ("no_language", FileKind.ODP): _("Choose Tools, Language, For all text, and save it again."),
    "locked": _("Save it without a password and replace it here."),
    "damaged": _(
        "Open it on your computer. If all is well, save it once more and replace it here."
    ),
    "pictures": _(
        "Click a picture with the right button, choose “Alt text”, and say in a sentence what it shows. "
        "Mark what is only decoration as decorative."
    ),
    "linked_media": _("Put them into the presentation, or save it as a PDF."),
    "local_links": _("Link to an address that begins with https://, or take the link out."),
    "picture": _("Say what it shows in its name here, or add a page of text beside it."),
}


def finding_words(
    findings: Iterable[dict[str, Any]] | None, kind: FileKind
) -> list[tuple[LazyString, LazyString, str]]:
    """What was found, how to mend it, and on which slides ("" where that is not known)."""
    return [
        (
            _FOUND[one["code"]],
            _MEND.get((one["code"], kind)) or _MEND[one["code"]],
            ", ".join(map(str, one.get("slides", ()))),
        )
        for one in findings or ()
        if one["code"] in _FOUND
    ]
