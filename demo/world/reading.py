"""Payloads of content to read and to watch."""

from demo.world.draft import Row
from demo.world.outline import Item
from demo.world.setting import Setting


def video(item: Item, at: Setting) -> Row:
    """A film whose transcript tells the points of the field."""
    seconds = item.minutes * 60
    said = [item.description or at.objective, *at.bank["paragraphs"][:3]]
    step = seconds / len(said)
    segments = [
        {"start": round(place * step, 1), "end": round((place + 1) * step, 1), "text": text}
        for place, text in enumerate(said)
    ]
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in item.title.lower())
    found: Row = {
        "provider": "internal",
        "video_id": f"{at.code.lower()}-{name}",
        "url": f"https://media.lyceum.example/{at.code.lower()}/{name}.mp4",
        "duration_seconds": float(seconds),
        "sources": [
            {"url": f"https://media.lyceum.example/{at.code.lower()}/{name}.webm", "mime_type": "video/webm"}
        ],
        "transcript": {"language": at.language, "segments": segments},
        "thumbnail_url": f"https://media.lyceum.example/{at.code.lower()}/{name}.webp",
        "is_downloadable": at.chance.random() < 0.7,
    }
    if at.asset_id is None:
        found |= {"provider": "external"}
    else:
        found |= {
            "asset_id": at.asset_id,
            "handout_url": f"https://media.lyceum.example/{at.code.lower()}/{name}.pdf",
        }
    return found


def text(item: Item, at: Setting) -> Row:
    """An article of a dozen blocks, three of them chosen at random."""
    bank, chance = at.bank, at.chance
    caption, alternative = bank["image"]
    header, rows = bank["table"]
    said, by = bank["quote"]
    kind, remark = bank["callout"]
    label, url = bank["links"][0]
    opening, middle, closing = chance.sample(bank["paragraphs"], 3)
    optional: list[Row] = [
        {"type": "math", "latex": chance.choice(bank["formulas"])},
        {"type": "table", "header": header, "rows": rows},
        {"type": "quote", "text": said, "source": by},
        {"type": "callout", "kind": kind, "text": remark},
        {"type": "html", "html": f"<p><em>{opening.split('.')[0]}.</em></p>"},
        {
            "type": "image",
            "caption": caption,
            "alternative_text": alternative,
            **(
                {"asset_id": at.asset_id}
                if at.asset_id
                else {"url": f"https://media.lyceum.example/{at.code.lower()}/figure.webp"}
            ),
        },
    ]
    if "code" in bank:
        optional.append({"type": "code", "language": bank["code"][0], "code": bank["code"][1]})
    shown = chance.sample(optional, 3)
    return {
        "layout": "rich_text_v1",
        "title": item.title,
        "blocks": [
            {"type": "paragraph", "text": item.description or at.objective},
            {"type": "heading", "level": 2, "text": at.module},
            {"type": "paragraph", "text": opening},
            *shown[:2],
            {"type": "paragraph", "text": middle},
            {"type": "list", "is_ordered": True, "items": bank["points"]},
            shown[2],
            {"type": "paragraph", "text": closing},
            {"type": "link_list", "items": [{"label": label, "url": url}]},
        ],
    }


def segment(item: Item, at: Setting) -> Row:
    """A narrated slide."""
    return {
        "source_type": at.chance.choice(["ppt_slide", "ppt_animation", "text"]),
        "source_ref": f"slide {item.minutes + 3}",
        "script_text": f"{item.description or at.objective} {at.bank['paragraphs'][0]}",
        "on_screen_duration": float(item.minutes * 60),
        "gap_after": 1.5,
        "is_youtube_embed": False,
        "status": "approved" if item.is_active else "draft",
    }
