"""What the doctor found."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    WELL = "well"
    UNSURE = "unsure"  # could not be looked at
    WEAK = "weak"  # works, and should be mended
    ILL = "ill"  # people will notice


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what is so, and what to do about it (empty when all is well)."""

    about: str
    grade: Grade
    found: str
    advice: str = ""

    @property
    def line(self) -> str:
        mark = {"well": "ok  ", "unsure": "?   ", "weak": "weak", "ill": "ILL "}[self.grade]
        advice = f"\n          {self.advice}" if self.advice else ""
        return f"{mark}  {self.about}: {self.found}{advice}"
