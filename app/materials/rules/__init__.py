"""Decisions about materials: plain values in, an answer or a refusal out."""

from app.materials.rules.files import is_let_out

__all__ = ["is_let_out"]
