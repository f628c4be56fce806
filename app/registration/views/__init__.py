"""The public pages of registering."""

from app.registration.views import choosing, groups, lost, register
from app.registration.views.blueprint import blueprint

__all__ = ["blueprint", "choosing", "groups", "lost", "register"]
