"""Videos with their transcripts."""

import mimetypes
from collections.abc import Mapping
from typing import Any, cast

from db.payloads.video import Transcript, VideoPayload, VideoProvider, VideoSource
from importers.formats.olx.content.subtitles import from_sjson, from_text
from importers.formats.olx.source import Source, decoded, is_true, number
from importers.formats.olx.walk import Node

YOUTUBE = "https://www.youtube.com/watch?v="


def video(node: Node, source: Source, language: str) -> VideoPayload:
    """Read a video. language: the course's; its transcript is the video's own, and the others are translations."""
    youtube = _youtube(node.attributes)
    files = _files(node)
    transcripts = _transcripts(node, source)
    main = language if language in transcripts else next(iter(transcripts), None)
    asset = node.element.find("video_asset")
    edx_id = node.attributes.get("edx_video_id") or None
    provider = VideoProvider.youtube if youtube else VideoProvider.external if files else None
    if provider is None:
        source.report.warn("a video names no address to play", node.key)
    return VideoPayload(
        provider=provider,
        video_id=youtube or edx_id,
        url=f"{YOUTUBE}{youtube}" if youtube else files[0] if files else None,
        duration_seconds=number(asset.attrib, "duration") if asset is not None else None,
        start_seconds=_moment(node.attributes.get("start_time")),
        end_seconds=_moment(node.attributes.get("end_time")),
        sources=[VideoSource(url=url, mime_type=mimetypes.guess_type(url)[0]) for url in files],
        transcript=transcripts.get(main) if main is not None else None,
        translations=[transcript for tag, transcript in transcripts.items() if tag != main],
        handout_url=node.attributes.get("handout") or None,
        is_downloadable=is_true(node.attributes, "download_video"),
    )


def _youtube(attributes: Mapping[str, str]) -> str | None:
    """The YouTube id at normal speed, from its own attribute or from the older list of speeds."""
    speeds = dict(
        part.strip().split(":", 1) for part in attributes.get("youtube", "").split(",") if ":" in part
    )
    return attributes.get("youtube_id_1_0") or speeds.get("1.00") or speeds.get("1.0") or None


def _files(node: Node) -> list[str]:
    listed = decoded(node.attributes.get("html5_sources", ""))
    found = [str(url) for url in cast("list[Any]", listed)] if isinstance(listed, list) else []
    found += [source.get("src", "") for source in node.element.findall("source")]
    found += [
        coded.get("url", "")
        for coded in node.element.iter("encoded_video")
        if coded.get("profile") != "youtube"
    ]
    return [url for url in dict.fromkeys(found) if url]


def _transcripts(node: Node, source: Source) -> dict[str, Transcript]:
    """The transcripts by language, from all the places where a video may name them."""
    named: dict[str, str] = {}
    if old := node.attributes.get("sub"):
        named["en"] = f"subs_{old}.srt.sjson"
    listed = decoded(node.attributes.get("transcripts", ""))
    if isinstance(listed, dict):
        named |= {str(tag): str(file) for tag, file in cast("dict[Any, Any]", listed).items()}
    for element in node.element.findall("transcript"):
        if element.get("src"):
            named[element.get("language", "en")] = element.get("src", "")
    found: dict[str, Transcript] = {}
    for tag, file in named.items():
        member = f"static/{file}"
        if not source.exists(member):
            source.report.warn("a subtitle file that a video names is missing", f"{node.key}: {file}")
        else:
            segments = (
                from_sjson(source.json(member)) if file.endswith(".sjson") else from_text(source.text(member))
            )
            if not segments:
                source.report.warn("a subtitle file holds no cues", file)
            found[tag] = Transcript(language=tag, segments=segments)
    return found


def _moment(text: str | None) -> float | None:
    """The seconds of `00:01:30` or `90.0`; null for the start of the video, and for text that is not a time."""
    try:
        parts = [float(part) for part in (text or "").strip('"').removesuffix("s").split(":")]
    except ValueError:
        return None
    seconds = sum(part * 60**place for place, part in enumerate(reversed(parts)))
    return seconds if 0 < seconds < 1e7 else None
