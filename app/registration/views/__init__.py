"""The public pages of registering."""

from app.registration.views import lost, register
from app.registration.views.blueprint import blueprint

__all__ = ["blueprint", "lost", "register"]
