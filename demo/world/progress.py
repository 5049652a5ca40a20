"""The progress of learners in each content item and, calculated from it, in each module."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from demo.world.curriculum import Content, Module
from demo.world.draft import Draft, Row
from demo.world.enrollments import Taking

GRADED = ("quiz", "assignment", "engineering_lab", "scorm")
CENT = Decimal("0.01")
DONE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Touch:
    """A learner's activity in one content item."""

    percent: Decimal
    started: datetime
    last: datetime
    attempts: int

    @property
    def completed(self) -> datetime | None:
        """The time of completion; null if it is not complete."""
        return self.last if self.percent == DONE else None


def progress(draft: Draft, takings: list[Taking]) -> list[dict[str, Touch]]:
    """Draft the enrolments with their learners' activity; return the activity of each enrolment, by content item."""
    chance, found = draft.chance("progress"), list[dict[str, Touch]]()
    for number, taking in enumerate(takings, 1):
        touched = _touches(draft, chance, taking)
        found.append(touched)
        ended = max((touch.last for touch in touched.values()), default=taking.enrolled)
        completed = max(ended, taking.enrolled).isoformat() if taking.status == "completed" else None
        name = f"{taking.person.id} {taking.offering.id}"
        draft.add(
            "enrollments", name, _enrollment(taking, number, completed), made=taking.enrolled.isoformat()
        )
        for content in taking.offering.syllabus.contents:
            if content.id in touched:
                _content_progress(draft, chance, taking, content, touched[content.id])
        for module in taking.offering.syllabus.modules:
            _module_progress(draft, taking, module, touched)
    return found


def _enrollment(taking: Taking, number: int, completed_at: str | None) -> Row:
    return {
        "user_id": taking.person.id,
        "offering_id": taking.offering.id,
        "status": taking.status,
        "enrolled_at": taking.enrolled.isoformat(),
        "completed_at": completed_at,
        "metadata": {"paid_by": "scholarship"} if number % 11 == 0 else {},
        "external_id": f"sis:enrollment-{number:05}" if number % 2 else None,
    }


def _touches(draft: Draft, chance: Random, taking: Taking) -> dict[str, Touch]:
    """The learner's activity, by content item: all items before some point, part of the one there, none after."""
    contents = [content for content in taking.offering.syllabus.contents if content.is_live]
    share = _share(draft, chance, taking)
    if share == 0 or not contents:
        return {}
    begun = max(taking.offering.starts, taking.enrolled)
    until = min(taking.offering.ends or draft.day(0), draft.day(0))
    step = max((until - begun) / (len(contents) * max(share, 0.05)), timedelta(minutes=40))
    reached = share * len(contents)
    found: dict[str, Touch] = {}
    for place, content in enumerate(contents):
        if place >= reached:
            break
        started = begun + _whole(min(place * step, (until - begun) * 0.97))
        last = started + _whole(timedelta(seconds=content.seconds * chance.uniform(0.6, 1.6)))
        percent = DONE if place + 1 <= reached else Decimal(chance.randint(10, 90))
        attempts = chance.choice((1, 1, 1, 2, 2, 3)) if content.item.content_type in GRADED else 1
        found[content.id] = Touch(percent, started, min(last, until), attempts)
    return found


def _whole(time: timedelta) -> timedelta:
    """The time in whole seconds."""
    return timedelta(seconds=int(time.total_seconds()))


def _share(draft: Draft, chance: Random, taking: Taking) -> float:
    """The share of the content that the learner has reached."""
    if taking.status == "completed":
        return 1.0
    if taking.status == "dropped":
        return chance.uniform(0.05, 0.4)
    if taking.status != "active" or taking.offering.starts > draft.day(0):
        return 0.0
    passed = (draft.day(0) - taking.offering.starts) / (
        (taking.offering.ends or draft.day(60)) - taking.offering.starts
    )
    if taking.is_named:
        return min(0.9, passed * 0.8)
    return max(0.0, min(0.97, passed * chance.uniform(0.15, 1.15)))


def _content_progress(draft: Draft, chance: Random, taking: Taking, content: Content, touch: Touch) -> None:
    is_graded = content.item.content_type in GRADED
    values: Row = {
        "user_id": taking.person.id,
        "offering_id": taking.offering.id,
        "content_item_id": content.id,
        "first_started_at": touch.started.isoformat(),
        "last_interacted_at": touch.last.isoformat(),
        "completed_at": touch.completed.isoformat() if touch.completed else None,
        "progress_percent": str(touch.percent),
        "attempts_count": touch.attempts if is_graded else 0,
        "is_passed": (chance.random() < 0.9 if touch.completed else False) if is_graded else None,
        "updated_at": touch.last.isoformat(),
    }
    draft.add("content_progress", "", values, made=touch.started.isoformat())


def _module_progress(draft: Draft, taking: Taking, module: Module, touched: dict[str, Touch]) -> None:
    """Draft the progress in a module: the mean over the live content in it and below, weighted by duration."""
    live = [content for content in module.contents if content.is_live]
    found = [touched[content.id] for content in live if content.id in touched]
    if not module.is_live or not found:
        return
    weighted = sum(touched[content.id].percent * content.seconds for content in live if content.id in touched)
    percent = (Decimal(weighted) / sum(content.seconds for content in live)).quantize(CENT, ROUND_HALF_UP)
    last = max(touch.last for touch in found)
    started = min(touch.started for touch in found)
    values: Row = {
        "user_id": taking.person.id,
        "offering_id": taking.offering.id,
        "module_id": module.id,
        "started_at": started.isoformat(),
        "completed_at": last.isoformat() if percent == DONE else None,
        "progress_percent": str(percent),
        "updated_at": last.isoformat(),
    }
    draft.add("module_progress", "", values, made=started.isoformat())
