"""Changes to stored files and materials. All run inside `transaction()`."""

from app.materials.actions.files import add_file

__all__ = ["add_file"]
