"""Outlines of courses are read line by line."""

from demo.world.outline import Item, Part, outline, weeks

TEXT = """
First unit | Know why.
  Lesson one
    - video 9 | A film | What it shows.
    - quiz 6 | A quiz
  ! Lesson two | Later.
    -! text 5 | Switched off
x [resource] Old shelf
  -x text 5 | Gone
"""


def test_marks_types_and_levels() -> None:
    first, old = outline(TEXT, ["unit", "lesson"])
    one = Part("Lesson one", None, "lesson", items=[
        Item("video", 9, "A film", "What it shows."),
        Item("quiz", 6, "A quiz", None),
    ])  # fmt: skip
    two = Part(
        "Lesson two", "Later.", "lesson", "!", [Item("text", 5, "Switched off", None, is_active=False)]
    )
    assert first == Part("First unit", "Know why.", "unit", parts=[one, two])
    assert old == Part("Old shelf", None, "resource", "x", [Item("text", 5, "Gone", None, is_deleted=True)])
    assert [part.title for part in first.walk()] == ["First unit", "Lesson one", "Lesson two"]


def test_weeks_end_in_an_exercise_or_in_something_to_hand_in() -> None:
    found = weeks(["One", "Two", "Three"], ("Lecture", "Reading", "Exercise", "Assignment"))
    assert [[item.title for item in part.items] for part in found] == [
        ["Lecture: One", "Reading: One", "Exercise: One"],
        ["Lecture: Two", "Reading: Two", "Exercise: Two"],
        ["Lecture: Three", "Reading: Three", "Assignment 1: Three"],
    ]
