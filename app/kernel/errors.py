"""Refusals: named after the state of the world, with the sentence a person reads."""

from __future__ import annotations

from flask_babel.speaklater import LazyString


class Refusal(Exception):
    """Something a person asked for cannot be. `str(refusal)` is the sentence for them."""

    sentence: str | LazyString = ""

    def __init__(self, sentence: str | LazyString | None = None) -> None:
        super().__init__()
        if sentence is not None:
            self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)
