"""Open edX courses: files that a course refers to and lacks, and where its policies may lie."""

import json

import pytest

from tests.importers.conftest import Tenant
from tests.importers.courses import COURSE, items, load, modules

MISSING = "a block is missing: the file that defines it is not in the package"


@pytest.mark.parametrize(
    "kind", ["chapter", "sequential", "vertical", "html", "video", "problem", "split_test", "mystery"]
)
async def test_a_pointer_without_a_file_is_named(tenant: Tenant, kind: str) -> None:
    above = {"chapter": "course/run.xml", "sequential": "chapter/ch1.xml", "vertical": "sequential/s1.xml"}
    file = above.get(kind, "vertical/v1.xml")
    report = await load(
        tenant, files={file: COURSE[file].replace("</", f'<{kind} url_name="gone:one"/></', 1)}
    )
    (line,) = (line for line in report.warnings if line.startswith(MISSING))
    assert line == f"{MISSING} (1): {file}: {kind}/gone/one.xml"
    is_module = kind in (*above, "split_test")
    assert f"{kind}/gone:one" in await (modules if is_module else items)(tenant)


POLICY = {"display_name": "Renamed", "start": "2030-01-01T00:00:00Z"}
GRADING = {"GRADER": [{"type": "Exam"}], "GRADE_CUTOFFS": {"Pass": 0.5}}


@pytest.mark.parametrize("name", ["run", "C1", "Course_One", "course"])
@pytest.mark.parametrize("form", ["policies/{}/policy.json", "policies/{}.json"])
async def test_policies_lie_under_a_name_of_the_course(tenant: Tenant, name: str, form: str) -> None:
    said = {f"course/{name}": POLICY, "chapter/ch1": {"display_name": "First"}}
    files = {form.format(name): json.dumps(said), f"policies/{name}/grading_policy.json": json.dumps(GRADING)}
    report = await load(tenant, files=files)
    (course,) = await tenant.rows("SELECT title, metadata -> 'olx' AS olx FROM courses")
    assert (course["title"], course["olx"]["grading_policy"]) == ("Renamed", GRADING)
    assert (await modules(tenant))["chapter/ch1"]["title"] == "First"
    assert (report.warnings, report.kinds["file"].skipped) == ([], {})


async def test_the_run_comes_before_the_course(tenant: Tenant) -> None:
    files = {
        f"policies/{name}/policy.json": json.dumps({f"course/{name}": {"display_name": name}})
        for name in ("C1", "run")
    }
    report = await load(tenant, files=files)
    assert await tenant.value("SELECT title FROM courses") == "run"
    assert report.warnings == ["a file that nothing refers to is left out (1): policies/C1/policy.json"]


async def test_policies_under_another_name_are_used_if_they_are_the_only_ones(tenant: Tenant) -> None:
    files = {
        "policies/2015/policy.json": json.dumps({"course/2015": POLICY}),
        "grading_policy.json": json.dumps(GRADING),
    }
    report = await load(tenant, files=files)
    (course,) = await tenant.rows("SELECT title, metadata -> 'olx' AS olx FROM courses")
    assert (course["title"], course["olx"]["grading_policy"]) == ("Renamed", GRADING)
    assert report.warnings == [
        "policies are under a name that is not the course's, and are used (1): policies/2015/policy.json"
    ]
    again = {f"policies/{year}/policy.json": json.dumps({f"course/{year}": POLICY}) for year in (2014, 2015)}
    report = await load(tenant, files=again)
    left = "policies are left out: none is under the course's name"
    assert f"{left} (1): policies/2014/policy.json, policies/2015/policy.json" in report.warnings


async def test_an_older_course_is_named_by_its_name(tenant: Tenant) -> None:
    files = {
        "course.xml": '<course name="Fall 2012" org="Org" course="C1"><chapter url_name="ch1"/></course>'
    }
    await load(tenant, files=files | {"policies/Fall_2012.json": json.dumps({"course/Fall_2012": POLICY})})
    (course,) = await tenant.rows("SELECT title, code FROM courses")
    assert course == {"title": "Renamed", "code": "Org+C1+Fall_2012"}
