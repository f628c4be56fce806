"""Organisers' pages over rooms, tracks, sessions and slots."""

from app.programme.manage import hosts, rooms, sessions, slots, tracks
from app.programme.manage.blueprint import blueprint

__all__ = ["blueprint", "hosts", "rooms", "sessions", "slots", "tracks"]
