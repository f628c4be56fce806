"""Shapes of input when organisers build the programme."""

from app.programme.forms.rooms import RoomForm, TrackForm
from app.programme.forms.slots import CrewForm, NoteForm, PlaceForm, ProvisionsForm
from app.programme.forms.words import WordsForm, words_form

__all__ = [
    "CrewForm",
    "NoteForm",
    "PlaceForm",
    "ProvisionsForm",
    "RoomForm",
    "TrackForm",
    "WordsForm",
    "words_form",
]
