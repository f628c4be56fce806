"""Pages of a desk about slides and handouts, and what everybody may have."""

from app.materials.views import desk, public
from app.materials.views.blueprint import blueprint

__all__ = ["blueprint", "desk", "public"]
