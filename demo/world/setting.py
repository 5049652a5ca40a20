"""Where a piece of content stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a content item stands: its module's title and objective, its field's lists, its file (if any)."""

    code: str
    module: str
    objective: str
    language: str
    bank: Mapping[str, Any]
    asset_id: str | None
    chance: Random
