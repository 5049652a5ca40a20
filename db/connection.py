"""A connection to PostgreSQL. A `Connection` is Relay's everywhere else: a list in pages."""

from typing import Any, TypeAlias

import asyncpg

DatabaseConnection: TypeAlias = "asyncpg.Connection[Any]"
