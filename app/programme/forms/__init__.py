"""Shapes of input when organisers build the programme."""

from app.programme.forms.rooms import MeetingForm, RoomForm, TrackForm
from app.programme.forms.slots import HostForm, NoteForm, PlaceForm, ProvisionsForm, typed_time
from app.programme.forms.words import WordsForm, words_form

__all__ = [
    "HostForm",
    "MeetingForm",
    "NoteForm",
    "PlaceForm",
    "ProvisionsForm",
    "RoomForm",
    "TrackForm",
    "WordsForm",
    "typed_time",
    "words_form",
]
