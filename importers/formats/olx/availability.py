"""When learners of an Open edX course see a block: what its attributes and the course's policy say."""

from collections.abc import Mapping

from importers.formats.olx.source import decoded, is_true
from importers.kit.times import Times, Warn, moment, ordered


def times_of(attributes: Mapping[str, str], place: str, warn: Warn) -> Times:
    """When learners see a block by itself; what lies above it limits that further, here as there.

    A date may be JSON in quotes. `due` ends no more than the handing in, unless the block is to be hidden then.
    `hide_from_toc` takes a block out of the syllabus, where Open edX still opens it to whoever has its address: there
    are no such addresses here, so it is for staff.
    """
    start = moment(_text(attributes.get("start")), f"{place} start", warn)
    due = moment(_text(attributes.get("due")), f"{place} due", warn)
    end = due if is_true(attributes, "hide_after_due") else None
    if due is not None and end is None:
        warn(
            "what is due stays open afterwards; the date is kept in the settings",
            f"{place}: {due.isoformat()}",
        )
    is_for_staff = is_true(attributes, "visible_to_staff_only") or is_true(attributes, "hide_from_toc")
    return ordered(Times(start, end, is_for_staff), place, warn)


def _text(value: str | None) -> str | None:
    said = None if value is None else decoded(value)
    return None if said is None or said == "" else str(said)
