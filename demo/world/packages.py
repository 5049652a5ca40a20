"""Payloads of content that comes from elsewhere."""

from demo.world.draft import Row
from demo.world.outline import Item
from demo.world.setting import Setting


def resource(item: Item, at: Setting) -> Row:
    """A file and the links of the field."""
    file: Row = {"label": item.title, "kind": "pdf"}
    file |= {"asset_id": at.asset_id} if at.asset_id else {"url": "https://media.lyceum.example/handout.pdf"}
    return {
        "resources": [
            file,
            *({"label": label, "url": url, "kind": "link"} for label, url in at.bank["links"]),
        ]
    }


def scorm(item: Item, at: Setting) -> Row:
    """A package with a page for each point of the field."""
    return {
        "package_name": item.title,
        "version": "1.2" if item.minutes < 20 else "2004 4th Edition",
        "identifier": f"{at.code}-{item.minutes}",
        "launch_path": "index.html",
        **({"asset_id": at.asset_id} if at.asset_id else {}),
        "mastery_score": 80.0,
        "items": [
            {"identifier": "root", "title": item.title, "depth": 0},
            *(
                {"identifier": f"item-{place}", "title": point, "href": f"page{place}.html", "depth": 1}
                for place, point in enumerate(at.bank["points"], 1)
            ),
        ],
        "metadata": {"schema": "ADL SCORM"},
    }


def external(item: Item, at: Setting) -> Row:
    """A tool of another system."""
    return {
        "kind": "lti" if item.minutes >= 15 else "embed",
        "url": f"https://tools.lyceum.example/{at.code.lower()}/launch",
        "provider": "Lyceum Tools",
        "tool_id": f"tool-{at.code.lower()}",
        "lti_version": "1.3",
        "custom_parameters": {"course": at.code, "module": at.module},
        "opens_new_window": item.minutes >= 15,
        "width": 960,
        "height": 640,
        "max_points": 10.0,
    }
