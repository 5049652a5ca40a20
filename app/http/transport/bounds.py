"""How much a connection may send and hold, and how long it may take; stated once, for the settings and their users."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds of one process's connections, each named as its setting."""

    max_header_bytes: int = 65_536
    header_seconds: float = 10.0
    body_seconds: float = 60.0
    stall_seconds: float = 20.0
    max_connections: int = 1_000
    max_unsent_bytes: int = 67_108_864

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The bounds that the settings give."""
        return cls(
            settings.max_header_bytes,
            settings.header_seconds,
            settings.body_seconds,
            settings.stall_seconds,
            settings.max_connections,
            settings.max_unsent_bytes,
        )
