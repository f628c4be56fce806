"""The pages of a session's materials, the same at a desk and for organisers.

A view builds the `Place` where it stands, which says who acts and what its addresses are, and hands it to
one of these.
"""

from app.materials.editing.changing import add_file, add_link, replace, restore, withdraw
from app.materials.editing.place import Place
from app.materials.editing.showing import download, page_picture, session_page

__all__ = [
    "Place",
    "add_file",
    "add_link",
    "download",
    "page_picture",
    "replace",
    "restore",
    "session_page",
    "withdraw",
]
