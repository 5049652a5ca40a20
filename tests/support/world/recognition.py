"""Recognition in the small world: a certificate and an achievement that everyone has to do with."""

from tests.support.rows import Draft
from tests.support.world.facts import PEOPLE
from tests.support.world.grading import pupil, worker


def rows(draft: Draft) -> None:
    """Drafts a certificate for everyone, and an achievement of a learner's beside it."""
    for number, name in enumerate(PEOPLE):
        draft.add(
            "certificates",
            name,
            code=f"{number:04}",
            issued_at="2026-05-01T00:00:00Z",
            **worker(draft, number),
        )
        draft.add(
            "achievements",
            name,
            points=number,
            badge="Bookworm" if number % 2 else None,
            **pupil(draft, number),
        )
