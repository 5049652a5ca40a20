"""Blocks that become content, one by one."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

import pytest

from db.payloads import check
from importers.formats.olx.content.kinds import Content, content
from importers.formats.olx.content.subtitles import from_sjson, from_text
from importers.formats.olx.source import Source
from importers.formats.olx.walk import Node
from importers.kit.packages.package import Package
from importers.report import Report


def read(markup: str, tmp_path: Path, **files: str) -> Content:
    return content_of(markup, tmp_path, **files)[0]


def content_of(markup: str, tmp_path: Path, **files: str) -> tuple[Content, Report]:
    """The content that a block becomes, and what is reported of it. files: those in `static`, by name."""
    for name, text in files.items():
        (tmp_path / "static").mkdir(exist_ok=True)
        (tmp_path / "static" / name).write_text(text)
    sizes = {f"static/{name}": len(text) for name, text in files.items()}
    source = Source(Package("course", tmp_path, sizes), "", Report("olx", "course", "t"))
    element = ElementTree.fromstring(markup)
    node = Node("k/b", element.tag, "B", "vertical/v", 1, element, element.attrib, "k/b.xml", is_module=False)
    found = content(node, source, "en")
    check(found.type.name, found.payload.stored())
    return found, source.report


def shown(found: Content) -> dict[str, Any]:
    """The payload as a learner gets it, without what is empty."""
    data = found.payload.model_copy(update={"secret": None}).model_dump(mode="json", exclude_defaults=True)
    return {name: value for name, value in data.items() if value is not None}


def test_an_lti_tool(tmp_path: Path) -> None:
    found = read(
        """<lti_consumer launch_url="https://tool.example/launch" lti_id="tool" has_score="true" weight="5.0"
        custom_parameters='["page=7", "mode = exam"]' launch_target="new_window" inline_height="800"
        lti_1p3_tool_public_key="S3CRET"/>""",
        tmp_path,
    )
    assert found.type.name == "external"
    assert shown(found) == {
        "kind": "lti", "url": "https://tool.example/launch", "tool_id": "tool", "lti_version": "1.1",
        "custom_parameters": {"page": "7", "mode": "exam"}, "opens_new_window": True, "height": 800, "max_points": 5.0,
        "block_type": "lti_consumer",
    }  # fmt: skip


def test_drag_and_drop_keeps_where_things_belong(tmp_path: Path) -> None:
    data = {
        "targetImg": "/static/map.png",
        "zones": [{"uid": "z1", "title": "North"}],
        "items": [{"id": 0, "displayName": "Pole", "zones": ["S3CRET"], "feedback": {"correct": "S3CRET"}}],
        "feedback": {"finish": "S3CRET"},
    }
    markup = f"<drag-and-drop-v2 question_text='Where?' data={quoteattr(json.dumps(data))}/>"
    found = read(markup, tmp_path)
    assert shown(found) == {
        "interaction_type": "drag_and_drop",
        "instructions": "Where?",
        "config": {
            "targetImg": "/static/map.png",
            "zones": [{"uid": "z1", "title": "North"}],
            "items": [{"id": 0, "displayName": "Pole"}],
            "mode": None,
        },
    }
    assert found.payload.secret is not None
    assert found.payload.secret["data"] == data


def test_files_that_staff_grade(tmp_path: Path) -> None:
    found = read('<edx_sga points="10" weight="2"><solution>S3CRET</solution></edx_sga>', tmp_path)
    assert found.type.name == "assignment"
    assert shown(found) == {"submission_kinds": ["file"], "max_points": 10.0}


def test_a_document(tmp_path: Path) -> None:
    found = read('<pdf url="/static/a.pdf"/>', tmp_path)
    assert shown(found) == {"resources": [{"label": "B", "url": "/static/a.pdf", "kind": "pdf"}]}


def test_a_poll_whose_answers_can_not_be_read_keeps_them_as_text(tmp_path: Path) -> None:
    found = read(
        '<poll question="?" answers="[[1,2,3]]" private_results="true" max_submissions="0"/>', tmp_path
    )
    assert shown(found)["config"] == {
        "answers": "[[1,2,3]]", "feedback": None, "hides_results": True, "max_submissions": 0,
    }  # fmt: skip


def test_a_text_within_its_element(tmp_path: Path) -> None:
    found = read("<html>1 &lt; 2 <p>and<br/>3</p> &amp; 4</html>", tmp_path)
    assert shown(found)["blocks"][0]["html"] == "1 &lt; 2 <p>and<br>3</p> &amp; 4"


def test_a_video_of_other_hosts(tmp_path: Path) -> None:
    found = read(
        """<video html5_sources='["https://a.example/v.mp4"]' start_time="00:00:05" end_time="90.5" sub="old"
        handout="/static/h.pdf" download_video="true">
        <source src="https://a.example/v.webm"/><video_asset duration="61.5"/></video>""",
        tmp_path,
        **{
            "subs_old.srt.sjson": '{"start": [0, 1500], "end": [1000, 2000], "text": ["One &amp; two", "Three"]}'
        },
    )
    assert found.duration == 62
    assert shown(found) == {
        "provider": "external",
        "url": "https://a.example/v.mp4",
        "duration_seconds": 61.5,
        "start_seconds": 5.0,
        "end_seconds": 90.5,
        "sources": [
            {"url": "https://a.example/v.mp4", "mime_type": "video/mp4"},
            {"url": "https://a.example/v.webm", "mime_type": "video/webm"},
        ],
        "transcript": {
            "segments": [{"end": 1.0, "text": "One & two"}, {"start": 1.5, "end": 2.0, "text": "Three"}]
        },
        "handout_url": "/static/h.pdf",
        "is_downloadable": True,
    }


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("1\n00:00:01,5 --> 00:00:02,250\nA\n\n2\n01:00:00,000 --> 01:00:01,000\nB\nC",
         [(1.5, 2.25, "A"), (3600, 3601, "B\nC")]),
        ("WEBVTT\n\nNOTE no cue\n\n00:01.000 --> 00:02.000 align:start\n<v Ann>Hi <b>you</b></v>", [(1, 2, "Hi you")]),
        ("0\r\n00:00:01,000 --> 00:00:02,000\r\nA\r\n \r\n1\r\n00:00:03,000 --> 00:00:04,000\r\nB",
         [(1, 2, "A"), (3, 4, "B")]),
        ("no cue at all", []),
        ("", []),
    ],
)  # fmt: skip
def test_subtitles(text: str, segments: list[tuple[float, float, str]]) -> None:
    assert [(one.start, one.end, one.text) for one in from_text(text)] == segments


def test_subtitles_with_holes() -> None:
    document = {"start": [0, None, 2000], "end": [1000], "text": ["A", "B", "C"]}
    assert [(one.start, one.end, one.text) for one in from_sjson(document)] == [(0, 1, "A"), (2, 2, "C")]
    assert from_sjson({}) == from_sjson({"start": 7, "text": None}) == []
