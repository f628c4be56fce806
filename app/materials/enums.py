"""Kinds of materials and files, who sees them, and what a virus scan found."""

from enum import StrEnum


class MaterialKind(StrEnum):
    SLIDES = "slides"
    HANDOUT = "handout"
    LINK = "link"  # where slides or handouts live: SharePoint, Drive
    RECORDING = "recording"  # a link, by organisers, with the consent of who presents


class Audience(StrEnum):
    ATTENDEES = "attendees"  # who has a place in the session
    EVERYONE = "everyone"


class FileKind(StrEnum):
    """What a file is by its content."""

    PDF = "pdf"
    PPTX = "pptx"
    ODP = "odp"
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"


class ScanState(StrEnum):
    NOT_CONFIGURED = "not_configured"  # no scanner: shown as "not scanned"
    WAITING = "waiting"
    CLEAN = "clean"
    INFECTED = "infected"
    FAILED = "failed"  # the scanner could not say; tried again


SERVED = (ScanState.NOT_CONFIGURED, ScanState.CLEAN)
