"""A small world in which every table has rows in two tenants alike, and only a person's role makes a difference.

Each person who holds (or lacks) a role has every tie that could open a row to them: a child in their care, a student
assigned to them, an offering they are listed for, enrolments, classes. What they see then tells what the role is worth.

Each domain of `db/models` has a file of its name here, which states what it needs of these:

- `rows(draft)` drafts the rows of a tenant; tables are written in the order of their foreign keys.
- `LOOSE`, SQL with `:tenant`, fills what the rows could not name before all of them were there.
- `REFERENCE` is SQL for rows that belong to no tenant, before everything; `AFTERWARDS` is SQL for the very end.
- `begin(connection, code)` prepares a tenant before it can be entered.
"""

from tests.support.viewers import Viewer
from tests.support.world.build import build
from tests.support.world.facts import CLOSED, OPEN, OTHER
from tests.support.world.viewers import client, person, viewers

__all__ = ["CLOSED", "OPEN", "OTHER", "Viewer", "build", "client", "person", "viewers"]
