"""Changes to people, their links and their sign-ins."""

from app.accounts.actions.links import make_link, revoke_links
from app.accounts.actions.people import find_or_add_person

__all__ = ["find_or_add_person", "make_link", "revoke_links"]
