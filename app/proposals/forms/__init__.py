"""Shapes of input about proposals."""
