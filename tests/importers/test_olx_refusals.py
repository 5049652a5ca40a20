"""Open edX courses that are refused, with the file, the place and the reason."""

import pytest

from importers.formats.olx import walk
from tests.importers.conftest import Tenant
from tests.importers.courses import COURSE, load, with_unit


async def test_a_place_that_people_took_is_not_taken_from_them(tenant: Tenant) -> None:
    await load(tenant)
    await tenant.rows(
        "INSERT INTO content_items (tenant_id, course_id, module_id, content_type, title, sequence_index, data) "
        "SELECT tenant_id, course_id, id, 'text', 'Ours', 4, '{}' FROM modules WHERE title = 'Unit'"
    )
    longer = with_unit(
        '<html url_name="h1"/><video url_name="vid"/><problem url_name="p1"/><html url_name="h4">4</html>'
    )
    assert await tenant.refused("olx", tenant.folder("longer", longer)) == (
        "longer: a code or a place in the course is taken by a row that did not come from this import"
    )


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"course.xml": "<a/>"}, "course.xml: expected <course>, found <a>"),
        ({"course.xml": "<course/>"}, 'course.xml: <course>: the attribute "org" must be a name, found ""'),
        (
            {"course.xml": '<course org="a" course="../b" url_name="c"/>'},
            'course.xml: <course>: the attribute "course" must be a name, found "../b"',
        ),
        (
            {"course.xml": '<course org="a" course="b" url_name="c"/>'},
            'course.xml: <course url_name="c">: there is no course/c.xml',
        ),
        ({"chapter/ch1.xml": "<vertical/>"}, "chapter/ch1.xml: expected <chapter>, found <vertical>"),
        (
            {"chapter/ch1.xml": "<chapter>"},
            "chapter/ch1.xml: line 1, column 10: not well-formed XML: no element found",
        ),
        (
            {"chapter/ch1.xml": '<!DOCTYPE a [<!ENTITY e "x">]><chapter/>'},
            'chapter/ch1.xml: declares the entity "e"; entities are not allowed',
        ),
        (
            {"chapter/ch1.xml": '<chapter><sequential url_name="../../etc/passwd"/></chapter>'},
            'chapter/ch1.xml: <sequential url_name="../../etc/passwd">: the name leads out of the course',
        ),
        (
            {"html/h1.xml": '<html filename="../../../etc/hosts"/>'},
            "html/h1.xml: <html filename='../../../etc/hosts'>: the name leads out of the course",
        ),
        (
            {"vertical/v1.xml": '<vertical><vertical url_name="v1"/></vertical>'},
            'vertical/v1.xml: <vertical url_name="v1">: the block holds itself: vertical/v1 → vertical/v1',
        ),
        (
            {"vertical/v1.xml": '<vertical><split_test><sequential url_name="s1"/></split_test></vertical>'},
            (
                'vertical/v1.xml: <sequential url_name="s1">: the block holds itself: '
                "sequential/s1 → vertical/v1 → split_test/v1.1 → sequential/s1"
            ),
        ),
        ({"policies/run/policy.json": "[1]"}, "policies/run/policy.json: expected a JSON object"),
        (
            {"policies/run/policy.json": '{"course/run": 7}'},
            'policies/run/policy.json: "course/run": expected an object',
        ),
        (
            {"policies/run/policy.json": '{"a": }'},
            "policies/run/policy.json: line 1, column 7: not valid JSON: expecting value",
        ),
    ],
)
async def test_a_broken_course_is_refused(tenant: Tenant, files: dict[str, str], reason: str) -> None:
    assert await tenant.refused("olx", tenant.folder("course", COURSE | files)) == f"course: {reason}"


@pytest.mark.parametrize("name", ["html/h1.html", "static/de.srt"])
async def test_latin_1_is_refused_with_its_place(tenant: Tenant, name: str) -> None:
    folder = tenant.folder("course", COURSE)
    tenant.file(f"course/{name}", "one\ntw\xf6".encode("latin-1"))
    assert await tenant.refused("olx", folder) == (
        f"course: {name}: line 2, byte 3: byte 0xF6 is not valid UTF-8; save the file as UTF-8"
    )


async def test_a_folder_without_a_course_is_refused(tenant: Tenant) -> None:
    reason = await tenant.refused("olx", tenant.folder("f", {"a.xml": "<a/>"}))
    assert reason == "f: holds no course.xml; an OLX course has one at its root"


async def test_two_courses_at_once_are_refused(tenant: Tenant) -> None:
    folder = tenant.folder("f", {f"{name}/{file}": text for name in "ab" for file, text in COURSE.items()})
    assert await tenant.refused("olx", folder) == (
        "f: b/course.xml: is a second course beside a/course.xml; import one at a time"
    )


async def test_a_course_of_the_same_code_from_elsewhere_is_refused(tenant: Tenant) -> None:
    await tenant.rows(
        "INSERT INTO courses (tenant_id, title, code) SELECT id, 'Ours', 'Org+C1+run' FROM tenants"
    )
    assert await tenant.refused("olx", tenant.folder("course", COURSE)) == (
        "course: course.xml: Org+C1+run: another course of the tenant has this code"
    )


async def test_blocks_that_multiply_are_refused(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "MAX_BLOCKS", 1000)
    files = {
        f"wrapper/w{level}.xml": "<wrapper>" + f'<wrapper url_name="w{level + 1}"/>' * 2 + "</wrapper>"
        for level in range(40)
    }
    unit = with_unit('<wrapper url_name="w0"/>') | files | {"wrapper/w40.xml": "<wrapper/>"}
    assert (await tenant.refused("olx", tenant.folder("course", unit))).endswith(
        "the course has more than 1,000 blocks"
    )


async def test_blocks_that_nest_too_deep_are_refused(tenant: Tenant) -> None:
    deep = "<wrapper>" * 80 + "</wrapper>" * 80
    reason = await tenant.refused("olx", tenant.folder("course", with_unit(deep)))
    assert reason == 'course: vertical/v1.xml: <wrapper url_name="">: blocks nest deeper than 60 levels'
