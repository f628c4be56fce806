"""Changes to people, their links and their sign-ins."""

from app.accounts.actions.links import make_links, make_links_for, renew_link, revoke_links
from app.accounts.actions.news import ask_for_news, leave_news
from app.accounts.actions.people import find_or_add_person
from app.accounts.actions.signing_in import (
    Checked,
    ask_for_code,
    check_code,
    end_all_devices,
    end_device,
)

__all__ = [
    "Checked",
    "ask_for_code",
    "ask_for_news",
    "check_code",
    "end_all_devices",
    "end_device",
    "find_or_add_person",
    "leave_news",
    "make_links",
    "make_links_for",
    "renew_link",
    "revoke_links",
]
