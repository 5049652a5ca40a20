"""A connection to PostgreSQL. Everywhere else, a `Connection` is Relay's: a list in pages."""

from typing import Any, TypeAlias

import asyncpg

DatabaseConnection: TypeAlias = "asyncpg.Connection[Any]"
