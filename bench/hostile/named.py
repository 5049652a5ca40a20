"""Requests that were once dear: each answered with gigabytes, or kept everybody waiting."""

from collections.abc import Mapping

GREATEST_PAGE = 200


def nested(levels: int) -> str:
    """Items of a course, whose course has items, and so on: each level multiplies the answer by the course's items."""
    inner = "title"
    for _ in range(levels):
        inner = f"title course {{ contentItems(first: 200) {{ nodes {{ {inner} }} }} }}"
    where = 'filter: {course: {code: {eq: "CS101"}}}'
    return f"{{ contentItems(first: 1, {where}) {{ nodes {{ {inner} }} }} }}"


def lists_in_lists(levels: int) -> str:
    """Modules whose course has modules, and so on: no page has a size that the price could multiply by."""
    inner = "title"
    for _ in range(levels):
        inner = f"title course {{ modules {{ {inner} }} }}"
    return f"{{ modules(first: 200) {{ nodes {{ {inner} }} }} }}"


def ancestors(levels: int) -> str:
    """Ancestors of the ancestors of organizations, and so on."""
    inner = "name"
    for _ in range(levels):
        inner = f"name ancestors {{ {inner} }}"
    return f"{{ organizations(first: 200) {{ nodes {{ {inner} }} }} }}"


def aliases(count: int, field: str) -> str:
    """One field under many names."""
    return " ".join(f"a{number}: {field}" for number in range(count))


def of_courses(selections: str, rows: int = GREATEST_PAGE) -> str:
    """What is selected of each course of a page."""
    return f"{{ courses(first: {rows}) {{ nodes {{ {selections} }} }} }}"


def searches(count: int, letters: int) -> str:
    """Many searches of texts, each for another long text."""
    conditions = (f'filter: {{title: {{contains: "{n}{"x" * letters}"}}}}' for n in range(count))
    return (
        "{ " + " ".join(f"a{n}: courses({said}) {{ totalCount }}" for n, said in enumerate(conditions)) + " }"
    )


RELATED = " ".join(
    f"{{{relation}: {{{field}: {{contains: \"e\"}}}}}}"
    for relation, field in (
        ("organization", "name"), ("category", "name"), ("primarySubject", "name"), ("author", "fullName"),
        ("thumbnail", "filename"), ("organization", "code"), ("category", "description"), ("primarySubject", "code"),
        ("author", "locale"), ("organization", "websiteUrl"),
    )
)  # fmt: skip
"""A filter through ten relations."""

TYPE = "name kind description fields { name args { name type { name kind } } type { name kind ofType { name } } }"
FAILING = 'failing: course(code: "CS101") { contentItems(first: 201) { totalCount } }'
"""A field that fails beside others, so that graphql-core runs the whole operation."""

REFUSED: Mapping[str, str] = {
    **{f"nested {levels}": nested(levels) for levels in range(3, 9)},
    **{f"modules of modules {levels}": lists_in_lists(levels) for levels in range(3, 9)},
    "descriptions": of_courses(aliases(4_900, "description")),
    "titles": f"{{ contentItems(first: 200) {{ nodes {{ {aliases(4_900, 'title')} }} }} }}",
    "ids": f"{{ contentItems(first: 200) {{ nodes {{ {aliases(4_900, 'id')} }} }} }}",
    "type names": f"{{ contentItems(first: 200) {{ nodes {{ {aliases(4_900, '__typename')} }} }} }}",
    "times": f"{{ contentItems(first: 200) {{ nodes {{ {aliases(4_900, 'updatedAt')} }} }} }}",
    "links": of_courses(aliases(2_400, "organization { name }")),
    "counts": f"{{ {aliases(1_600, 'courses { totalCount }')} }}",
    "counts below": of_courses(aliases(1_600, "contentItems { totalCount }")),
    "one count": of_courses(f"contentItems {{ {aliases(4_900, 'totalCount')} }}"),
    "cursors": f"{{ contentItems(first: 200) {{ edges {{ {aliases(4_900, 'cursor')} }} }} }}",
    "page infos": of_courses(f"contentItems(first: 1) {{ pageInfo {{ {aliases(4_900, 'endCursor')} }} }}"),
    "pages": f"{{ {aliases(1_200, 'contentItems(first: 200) { nodes { title } }')} }}",
    "syllabus": of_courses(aliases(50, "syllabus { totalCount }"), 50),
    "blocks": "{ contentItems(first: 200) { nodes { ... on TextContent { blocks { "
    + aliases(4_900, "__typename")
    + " } } } } }",
    "searches": searches(100, 5_000),
    "longer searches": searches(100, 9_000),
    **{
        f"{name} beside an error": f"{{ {FAILING} contentItems(first: 200) {{ nodes {{ {many} }} }} }}"
        for name, many in (
            ("titles", aliases(4_800, "title")),
            ("nulls", aliases(4_800, "externalId")),
            ("type names", aliases(4_800, "__typename")),
        )
    },
    "filters through relations": f"{{ {aliases(100, f'courses(filter: {{or: [{RELATED}]}}) {{ totalCount }}')} }}",
}
"""Requests by name that are refused whoever sends them, with COST_LIMIT_EXCEEDED."""

SEEN: Mapping[str, str] = {
    **REFUSED,
    **{f"ancestors of ancestors {levels}": ancestors(levels) for levels in range(3, 9)},
    "the schema 130 times": f"{{ {aliases(130, f'__schema {{ types {{ {TYPE} }} }}')} }}",
    "the schema": f"{{ __schema {{ types {{ {TYPE} }} }} }}",
    "the schema beside data": f"{{ __schema {{ queryType {{ name }} }} {nested(2)[2:-2]} }}",
    "lists in one statement": of_courses(
        aliases(100, "offerings(first: 1) { nodes { enrollments(first: 1) { nodes { id } } } }"), 5
    ),
    "page infos without number": of_courses(
        f"contentItems(first: 1) {{ {aliases(1_500, 'pageInfo { hasNextPage }')} }}"
    ),
    "one filter through relations": f"{{ courses(filter: {{or: [{RELATED}]}}) {{ totalCount }} }}",
}
"""All requests that were seen to be dear, by name: those, and some that may be answered."""
