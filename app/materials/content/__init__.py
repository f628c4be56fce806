"""What a file is by its content, whatever its name says, and what it may not hold.

    kind = kind_of(stream, size=size, name=name)

Only what is needed to decide is read: the first bytes, the table of contents of a ZIP and a few of its
parts, the header of a picture. Nothing is unpacked to a disk, nothing is fetched.
"""

from app.materials.content.kinds import kind_of
from app.materials.content.names import clean_name

__all__ = ["clean_name", "kind_of"]
