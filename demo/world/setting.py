"""The setting of a content item."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any


@dataclass(frozen=True, slots=True)
class Setting:
    """The setting of a content item: its module's title and objective, its field's lists, its file (if any)."""

    code: str
    module: str
    objective: str
    language: str
    bank: Mapping[str, Any]
    asset_id: str | None
    chance: Random
