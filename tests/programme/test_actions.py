"""Tracks and arrangements: what the actions refuse and leave behind."""

import pytest

from app.kernel import clock
from app.kernel.transaction import transaction
from app.programme import actions, errors, queries
from app.programme.enums import ProvisionKind, ProvisionState
from tests.support.builders import a_slot, an_event

ORLA = "orla@example.org"


@pytest.fixture
def event(app):
    return an_event()


def add_track(event, name):
    with transaction():
        return actions.add_track(event.id, name, now=clock.now(), actor=ORLA)


def test_a_track_cannot_take_the_name_of_another(event):
    film = add_track(event, "Film")
    add_track(event, "Sound")
    with pytest.raises(errors.NameTaken), transaction():
        actions.rename_track(film, "SOUND", now=clock.now(), actor=ORLA)


def test_a_track_may_change_the_case_of_its_own_name(event):
    film = add_track(event, "film")
    with transaction():
        actions.rename_track(film, "Film", now=clock.now(), actor=ORLA)
    assert [track.name for track in queries.tracks(event.id)] == ["Film"]


def test_an_arrangement_can_be_dropped_again(event):
    slot = a_slot(event)
    for kind in ProvisionKind:
        with transaction():
            actions.arrange(slot, kind, state=ProvisionState.WANTED, now=clock.now(), actor=ORLA)
    with transaction():
        actions.drop_arrangement(slot, ProvisionKind.BSL, now=clock.now(), actor=ORLA)
    assert [row.kind for row in queries.provisions([slot.id])] == [ProvisionKind.CAPTIONS]


def test_nothing_is_arranged_in_a_cancelled_session(event):
    slot = a_slot(event)
    with transaction():
        actions.cancel_slot(slot, "The speaker is ill", now=clock.now(), actor=ORLA)
    with pytest.raises(errors.SlotEnded), transaction():
        actions.drop_arrangement(slot, ProvisionKind.BSL, now=clock.now(), actor=ORLA)
