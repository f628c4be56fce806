"""Organisers' pages over rooms, tracks, sessions and slots."""

from app.programme.manage import crew, rooms, sessions, slots, tracks
from app.programme.manage.blueprint import blueprint

__all__ = ["blueprint", "crew", "rooms", "sessions", "slots", "tracks"]
