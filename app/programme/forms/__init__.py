"""Shapes of input when organisers build the programme."""

from app.programme.forms.rooms import MeetingForm, RoomForm, TrackForm
from app.programme.forms.slots import CrewForm, NoteForm, PlaceForm, ProvisionsForm
from app.programme.forms.words import WordsForm, words_form

__all__ = [
    "CrewForm",
    "MeetingForm",
    "NoteForm",
    "PlaceForm",
    "ProvisionsForm",
    "RoomForm",
    "TrackForm",
    "WordsForm",
    "words_form",
]
