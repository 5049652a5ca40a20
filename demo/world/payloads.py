"""The payload of a content item, by its type, from the lists of its field of study (`demo/data/materials.toml`)."""

from collections.abc import Callable

from demo.world.draft import Row
from demo.world.exercises import assignment, interaction, lab, quiz
from demo.world.outline import Item
from demo.world.packages import external, resource, scorm
from demo.world.reading import segment, text, video
from demo.world.setting import Setting

BUILDERS: dict[str, Callable[[Item, Setting], Row]] = {
    "video": video,
    "quiz": quiz,
    "text": text,
    "engineering_lab": lab,
    "assignment": assignment,
    "resource": resource,
    "scorm": scorm,
    "external": external,
    "interaction": interaction,
    "segment": segment,
}


def payload(item: Item, setting: Setting) -> Row:
    """The payload of `item`, in its shape of `db.payloads`."""
    return BUILDERS[item.content_type](item, setting)
