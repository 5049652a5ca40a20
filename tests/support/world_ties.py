"""What ties the people of the small world to each other and to its courses: everyone has every tie."""

from itertools import cycle

from tests.support.rows import Draft
from tests.support.world_facts import COURSES, DELETED, OFFERINGS, PRIVATE, STATUSES


def ties(draft: Draft, people: list[str], places: dict[str, str]) -> None:
    """Gives everyone every tie, so that only their roles tell what it opens."""
    learners = [f"learner {n}" for n in range(6)]
    offerings = [f"{course}/{offering}" for course in COURSES for offering in OFFERINGS]
    everyone = [*people, *learners]
    user = {name: draft.id("users", name) for name in everyone}
    run = {name: draft.id("course_offerings", name) for name in offerings}
    _subjects(draft)
    for number, name in enumerate(people):
        draft.add(
            "guardianships",
            name,
            guardian_id=user[name],
            student_id=user[learners[number % 5]],
            deleted_at=DELETED if number % 7 == 6 else None,
        )
        draft.add(
            "offering_instructors",
            name,
            user_id=user[name],
            offering_id=run[offerings[number * 3 % len(run)]],
        )
        draft.add(
            "tutor_profiles",
            name,
            user_id=user[name],
            organization_id=places["lab"],
            deleted_at=DELETED if number % 9 == 8 else None,
        )
        draft.add(
            "staff_profiles",
            name,
            user_id=user[name],
            job_title="Someone",
            deleted_at=DELETED if number % 9 == 4 else None,
        )
    spots = cycle([*places.values(), None])
    for number, name in enumerate(people):
        draft.add(
            "student_profiles",
            name,
            user_id=user[learners[number % 6]],
            organization_id=next(spots) if number < 42 else None,
            date_of_birth=f"2010-01-{number % 28 + 1:02}",
            special_needs=[f"need {number}"],
            demographics={"sex": f"sex {number}"},
            assigned_tutor_id=user[name],
            deleted_at=DELETED if number % 8 == 7 or number >= 42 else None,
        )
    # The other learners have profiles in several places; this person in one.
    draft.add("student_profiles", "one place", user_id=user["guest"], organization_id=places["lab"])
    for number, name in enumerate(["Seniors", "Chess", "Old"]):
        draft.add("groups", name, name=name, deleted_at=DELETED if name == "Old" else None)
        for other in everyone[number::4]:
            draft.add(
                "group_members", f"{name} {other}", group_id=draft.id("groups", name), user_id=user[other]
            )
    _enrollments(draft, everyone, user, run)
    _classes(draft, people, learners, user, run, places)


def _subjects(draft: Draft) -> None:
    names = list(COURSES)
    for name, before in zip(names[1:], names, strict=False):
        draft.add(
            "course_prerequisites",
            name,
            course_id=draft.id("courses", name),
            prerequisite_course_id=draft.id("courses", before),
        )


def _enrollments(draft: Draft, everyone: list[str], user: dict[str, str], run: dict[str, str]) -> None:
    offerings = list(run)
    taken = {(name, offering): status for name, offering, status in PRIVATE}
    for number, name in enumerate(everyone):
        for turn in range(2):
            offering = offerings[(number * 7 + turn * 2) % len(offerings)]
            taken.setdefault((name, offering), STATUSES[(number + turn) % 5])
    for number, ((name, offering), status) in enumerate(taken.items()):
        course = offering.split("/")[0]
        draft.add(
            "enrollments",
            f"{name} {offering}",
            user_id=user[name],
            offering_id=run[offering],
            status=status,
            enrolled_at=f"2026-02-{number % 28 + 1:02}T00:00:00Z",
        )
        draft.add(
            "module_progress",
            f"{name} {offering}",
            user_id=user[name],
            offering_id=run[offering],
            module_id=draft.id("modules", f"{course}/a1"),
            progress_percent=number % 101,
        )
        draft.add(
            "content_progress",
            f"{name} {offering}",
            user_id=user[name],
            offering_id=run[offering],
            content_item_id=draft.id("content_items", f"{course}/a1/0"),
            progress_percent=number % 101,
            last_interacted_at=f"2026-03-{number % 28 + 1:02}T00:00:00Z" if number % 5 else None,
        )


def _classes(
    draft: Draft,
    people: list[str],
    learners: list[str],
    user: dict[str, str],
    run: dict[str, str],
    places: dict[str, str],
) -> None:
    spots, offerings = list(places.values()), list(run.values())
    for number, name in enumerate(people):
        key = draft.add(
            "class_sessions",
            name,
            tutor_id=user[name],
            title=name,
            starts_at="2026-03-01T10:00:00Z",
            ends_at="2026-03-01T11:00:00Z",
            organization_id=spots[number % 6] if number % 3 else None,
            offering_id=offerings[number % len(offerings)] if number % 2 else None,
            deleted_at=DELETED if number % 10 == 9 else None,
        )
        for other in {learners[number % 6], people[(number + 11) % len(people)]}:
            draft.add(
                "class_session_students", f"{name} {other}", class_session_id=key, student_id=user[other]
            )
