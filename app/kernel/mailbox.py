"""A name with an e-mail address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from app.kernel.plain_text import clean_line

_ADDRESS = re.compile(r"[!-;=?A-Z\[-~]{1,64}@[A-Za-z0-9.\-]{1,253}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Whom a message or an invitation is from or for.

    `name` may be empty; it is kept as one clean line. `address` is `local@domain` in ASCII (an
    international domain in its `xn--` form). Refused with ValueError: anything else, so that no
    address can ever end a header or start another recipient.
    """

    name: str
    address: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", clean_line(self.name))
        local, _, domain = self.address.rpartition("@")
        if (
            not _ADDRESS.fullmatch(self.address)
            or any(mark in local for mark in '@",:;()[]\\')
            or local.startswith(".")
            or local.endswith(".")
            or ".." in self.address
            or domain.startswith((".", "-"))
            or domain.endswith((".", "-"))
        ):
            raise ValueError("not an e-mail address in ASCII")

    def to_json(self) -> dict[str, str]:
        return {"name": self.name, "address": self.address}

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> Self:
        return cls(name=data["name"], address=data["address"])
