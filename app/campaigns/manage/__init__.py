"""Organisers' pages: the calendar of reminders, and writing to people."""

from app.campaigns.manage import private, reminders, writing
from app.campaigns.manage.blueprint import blueprint

__all__ = ["blueprint", "private", "reminders", "writing"]
