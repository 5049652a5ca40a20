"""schema.graphql meets graphql-eslint's recommended rules for a schema, with a description wherever one can stand."""

from pathlib import Path
from typing import Any

from tests.app import tools

KEPT = Path(__file__).parents[2] / "schema.graphql"
POOR = '''
"""Where every query begins."""
type Query {
  """The courses."""
  getCourses: [Course]
}

"""A course."""
type Course {
  courseTitle: String @deprecated
}
'''


def findings(schema: Path) -> list[dict[str, Any]]:
    """What graphql-eslint finds in the file."""
    return tools.run("lint.js", str(schema), folder=tools.SCHEMA)


def test_the_schema_has_no_finding() -> None:
    assert findings(KEPT) == []


def test_what_breaks_a_rule_is_found(tmp_path: Path) -> None:
    (tmp_path / "schema.graphql").write_text(POOR)
    found = findings(tmp_path / "schema.graphql")
    assert [(finding["line"], finding["ruleId"].removeprefix("@graphql-eslint/")) for finding in found] == [
        (5, "naming-convention"),
        (9, "strict-id-in-types"),
        (10, "no-typename-prefix"),
        (10, "require-description"),
        (10, "require-deprecation-reason"),
    ]
