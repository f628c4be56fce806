"""What kinds of files are called."""

from flask_babel import lazy_gettext as _

from app.materials.enums import FileKind

KINDS = {
    FileKind.PDF: _("a PDF"),
    FileKind.PPTX: _("a PowerPoint presentation"),
    FileKind.ODP: _("an OpenDocument presentation"),
    FileKind.PNG: _("a PNG picture"),
    FileKind.JPEG: _("a JPEG picture"),
    FileKind.WEBP: _("a WebP picture"),
}
