"""Pages of a desk about slides and handouts."""

from app.materials.views.blueprint import blueprint

__all__ = ["blueprint"]
