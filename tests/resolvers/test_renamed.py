"""A field that was renamed answers by its former name too, which says what it is called now and since when."""

import re

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType, is_input_object_type

from db.models import Base
from resolvers.kit.declaring.names import camel, field_of
from tests.conftest import clone
from tests.support import world
from tests.support.databases import Clones
from tests.support.graphql import asking, compiled, graphql_schema, opened

BOTH_NAMES = """
{
  contentItems(first: 200, filter: {%s: {in: [VIDEO, QUIZ]}}, orderBy: [{%s: DESC}, {uuid: ASC}]) {
    totalCount
    nodes { uuid type contentType ... on QuizContent { again: contentType } }
  }
}
"""


@pytest.mark.parametrize("executor", ["compiled", "reference"])
async def test_both_names_say_the_same(clones: Clones, world_template: str, executor: str) -> None:
    chosen = compiled() if executor == "compiled" else compiled().reference
    viewer = world.person(world.OPEN, "whole tenant_admin")
    async with (
        clone(clones, world_template) as database,
        opened(database.gateway_url) as pool,
        asking(pool, viewer, chosen) as asker,
    ):
        now, before = [
            (await asker.ask(BOTH_NAMES % (name, name))).only["contentItems"]
            for name in ("type", "contentType")
        ]
    assert now == before
    assert now["totalCount"] > len({node["type"] for node in now["nodes"]}) == 2
    for node in now["nodes"]:
        assert node["type"] == node["contentType"] == node.get("again", node["type"])
    assert [node["type"] for node in now["nodes"]] == sorted(
        (node["type"] for node in now["nodes"]), key=["QUIZ", "VIDEO"].index
    )


def test_what_is_deprecated_says_the_new_name_and_the_date() -> None:
    renamed = {
        (column.table.name, camel(former[0])): camel(field_of(column))
        for table in Base.metadata.tables.values()
        for column in table.columns
        if (former := column.info.get("formerly")) is not None
    }
    assert renamed == {
        ("content_items", "contentType"): "type",
        ("content_items", "thresholdScore"): "thresholdPercent",
        ("courses", "priceCents"): "priceMinor",
        ("module_progress", "progressPercent"): "percent",
        ("content_progress", "progressPercent"): "percent",
        ("course_progress", "modules"): "moduleCount",
        ("course_student_statistics", "quizAttempts"): "quizAttemptCount",
        ("course_student_statistics", "averageQuizScore"): "averageQuizPercent",
        ("user_statistics", "averageQuizScore"): "averageQuizPercent",
        ("student_progress_summaries", "averageProgress"): "averagePercent",
        ("student_progress_summaries", "skillAssessments"): "skillAssessmentCount",
        ("tutor_loads", "students"): "studentCount",
    }
    deprecated = {
        f"{name}.{field}": (made.deprecation_reason, set(kind.fields))
        for name, kind in graphql_schema().type_map.items()
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) or is_input_object_type(kind)
        for field, made in kind.fields.items()
        if made.deprecation_reason is not None
    }
    assert {
        "ContentItem.contentType",
        "VideoContent.contentType",
        "UnknownContent.contentType",
    } < deprecated.keys()
    assert {"ContentItemFilter.contentType", "ContentItemOrder.contentType"} < deprecated.keys()
    parts = {"ScormContent.masteryScore", "RenderDetails.costEstimateCents", "CallOutcome.costCents"}
    assert parts < deprecated.keys()
    for field, (reason, beside) in deprecated.items():
        said = re.fullmatch(r"Renamed to `(\w+)`\. Deprecated on \d{4}-\d\d-\d\d\.", reason)
        assert said is not None, field
        assert said[1] in beside, field
