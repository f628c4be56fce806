"""Refusals about files and materials."""

from app.materials.errors.files import (
    AnotherFormat,
    BadFile,
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    HasMacros,
    LinkedContent,
    LockedFile,
    NameSaysOtherwise,
    NoFile,
    OldFormat,
    PictureTooLarge,
    TooMuchInside,
    UnknownContent,
)

__all__ = [
    "AnotherFormat",
    "BadFile",
    "DamagedFile",
    "EmptyFile",
    "FileTooLarge",
    "HasMacros",
    "LinkedContent",
    "LockedFile",
    "NameSaysOtherwise",
    "NoFile",
    "OldFormat",
    "PictureTooLarge",
    "TooMuchInside",
    "UnknownContent",
]
