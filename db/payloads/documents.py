"""The shapes of JSON columns other than `content_items.data`: what is stated of each becomes typed fields.

A column that is not named here is open-ended, and shown as JSON.
"""

from typing import Any

from db.payloads.work import RubricCriterion

DOCUMENTS: dict[str, Any] = {
    "rubrics.criteria": list[RubricCriterion],
}
"""By `table.column`: a part of a payload, or a list of such parts."""
