"""Where a mark of attendance comes from."""

from enum import StrEnum


class Source(StrEnum):
    JOIN = "join"  # the person pressed Join
    HOST = "host"  # the host or an organiser ticked the list
