"""Payloads of exercises."""

from demo.world.draft import Row
from demo.world.outline import Item
from demo.world.setting import Setting


def quiz(item: Item, at: Setting) -> Row:
    """A quiz with all questions of the field, shuffled once; its answers are kept apart."""
    questions: list[Row] = []
    answers: Row = {}
    drawn = list(at.bank["questions"])
    at.chance.shuffle(drawn)
    for number, (kind, prompt, choices, answer) in enumerate(drawn, 1):
        key = f"q{number}"
        questions.append(
            {
                "id": key,
                "kind": kind,
                "prompt": f"<p>{prompt}</p>",
                "choices": [{"id": f"c{place}", "html": text} for place, text in enumerate(choices, 1)],
                "is_shuffled": kind == "multiple_choice",
                "points": 2.0 if kind in ("essay", "code", "multiple_choice") else 1.0,
            }
        )
        answers[key] = (
            [f"c{place}" for place in ([answer] if isinstance(answer, int) else answer)]
            if choices
            else answer
        )
    is_exam = item.minutes >= 20
    return {
        "quiz_mode": "exam" if is_exam else "practice",
        "num_questions_per_attempt": len(questions),
        "randomize_order": not is_exam,
        **({"time_limit_seconds": item.minutes * 60} if is_exam else {}),
        "mastery": {"points": 50, "threshold_correct_in_row": 3, "max_attempts": 5},
        "max_points": sum(question["points"] for question in questions),
        "questions": questions,
        "secret": {
            "answers": answers,
            "explanation": f"<p>{at.bank['paragraphs'][0]}</p>",
            "hints": at.bank["points"],
        },
    }


def lab(item: Item, at: Setting) -> Row:
    """A lab in the field's runtime, with a hidden test."""
    lab_type, runtime, entrypoint, grading = at.bank["lab"]
    return {
        "lab_type": lab_type,
        "runtime": runtime,
        "container_image": f"registry.lyceum.example/labs/{runtime}:2026.1",
        "cpu_limit": "1",
        "memory_limit": "2Gi",
        "timeout_seconds": 3600,
        "entrypoint": entrypoint,
        "env": {"LAB": at.code, "SEED": "1"},
        "instructions": f"# {item.title}\n\n{item.description or at.objective}\n\n"
        + "".join(f"1. {p}\n" for p in at.bank["points"]),
        "files": [
            {"path": "README.md", "role": "student_visible"},
            {
                "path": "work/start.ipynb",
                "role": "student_visible",
                **({"asset_id": at.asset_id} if at.asset_id else {}),
            },
            {"path": "tests/test_result.py", "role": "hidden_test"},
        ],
        "grading": {"type": grading, "max_points": 100.0},
        "secret": {"solution": "Kept by the staff of the course."},
    }


def assignment(item: Item, at: Setting) -> Row:
    """Something to hand in, with a rubric."""
    levels = [("Excellent", 4.0), ("Good", 3.0), ("Developing", 2.0), ("Missing", 0.0)]
    options = [{"name": name, "points": points} for name, points in levels]
    return {
        "instructions": f"<p>{item.description or at.objective}</p>",
        "prompts": [f"<p>{point}</p>" for point in at.bank["points"]],
        "submission_kinds": ["text", "file"] if item.minutes < 300 else ["file", "url"],
        "allowed_file_types": [".pdf", ".ipynb", ".zip"],
        "max_files": 3,
        "max_points": 8.0,
        "rubric": [
            {"name": "Argument", "prompt": "Do the steps follow from each other?", "options": options},
            {"name": "Care", "prompt": "Are results checked, and is the work clean?", "options": options},
        ],
        "assessment_steps": [{"name": "peer", "must_grade": 2, "must_be_graded_by": 2}, {"name": "staff"}],
        "secret": {"model_answer": at.bank["paragraphs"][-1]},
    }


def interaction(item: Item, at: Setting) -> Row:
    """An element to play with: what is put in order, or looked for, is told apart from its order and its place."""
    kind = at.chance.choice(["drag_and_drop", "timeline", "hotspot", "accordion", "poll"])
    points: list[str] = at.bank["points"]
    # Turned by one, so that nobody reads the order off the list.
    turned = [*points[1:], points[0]]
    config, secret = {
        "drag_and_drop": (
            {"steps": [{"label": point} for point in turned], "shuffle": True},
            {"order": points},
        ),
        "timeline": ({"events": [{"label": point} for point in points]}, None),
        "hotspot": (
            {
                "spots": [
                    {"label": point, "x": 10 + 25 * place, "y": 40} for place, point in enumerate(turned)
                ]
            },
            {"spot": points[0]},
        ),
        "accordion": ({"panels": [{"label": point} for point in points]}, None),
        "poll": ({"answers": [{"label": point} for point in points]}, None),
    }[kind]
    return {
        "interaction_type": kind,
        "instructions": f"<p>{item.description or at.objective}</p>",
        "max_points": 5.0,
        "config": config,
        **({"secret": secret} if secret else {}),
    }
