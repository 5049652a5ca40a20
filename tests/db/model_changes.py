"""Changes of the models, of every kind that is generated: the file, what stands there, and what shall."""

MASKED_COLUMNS = """\
    nickname: Mapped[str | None] = column("What friends call them.", mask=sensitive())
    given_name: Mapped[str | None] = column("Given name.", mask=sensitive())
"""
OTHER_IMPORTS = """\
from sqlalchemy import BigInteger
from db.models.words import Words
from db.models.base import (
    Settled,
    word,
"""
OTHER_RULES = """\
            Unique(("code",)),
            Unique(("user_id", "offering_id", "code")),
            Settled(("code",), "issue another"),
"""
CERTIFICATES_DETAILS = """\
    metadata_: Mapped[dict[str, Any]] = extra(noted())

    facts = Facts(
        personal("user_id","""
SIGNED = '    signed_by_id: Mapped[UUID | None] = reference("users", "Who signed it.")\n'
NOT_AUDITED = """\
            Unique(("thread_id", "id")),
            Lookup(("author_id", "created_at", "id")),
        ],
        is_audited=False,
"""
PRAISE = '''

class PraiseKind(Words):
    """What somebody is praised for."""

    effort = "They tried hard."
    result = "They did well."


class Praise(TenantRow, Edited, Sourced):
    """What somebody says well of an achievement."""

    __tablename__ = "praises"
    achievement_id: Mapped[UUID] = reference("achievements", "What is praised.", part_of=True)
    kind: Mapped[PraiseKind] = word(PraiseKind, "What for.", default="effort")
    user_id: Mapped[UUID] = reference("users", "Who is praised.")
    country_id: Mapped[UUID | None] = reference("countries", "Where.")
    position: Mapped[int] = column("Its place among others.", default="0")

    facts = Facts(
        personal("user_id", scope="grades"),
        [SOURCED, Unique(("achievement_id", "kind")), nonnegative("position")],
    )
'''
MEAN = """\
            Check("completed_after_started", "completed_at >= started_at"),
        ],
"""
CHECKED = """\
[Check("points_nonnegative", "points >= 0 AND points < 1000000")],
    )
"""

CHANGES: list[tuple[str, str, str]] = [
    # A masked column in the middle, and a mask on one that is there.
    ("people", '    given_name: Mapped[str | None] = column("Given name.")\n', MASKED_COLUMNS),
    # A comment, a default, a word among the others; an index and a check instead of an index.
    ("people", 'column("Family name.")', 'column("The family name.")'),
    ("people", "default=\"'en'\"", "default=\"'en-GB'\""),
    ("people", '    invited = "Invited', '    away = "On leave."\n    invited = "Invited'),
    (
        "people",
        'Lookup(("full_name", "id")),',
        'Lookup(("nickname",)), Check("nickname_is_said", "nickname <> \'\'"),',
    ),
    # Another type, another check and an index less, other readers and no writers.
    ("recognition", "from db.models.base import (\n", OTHER_IMPORTS),
    ("recognition", "from db.models.access import noted", "from db.models.access import kept, noted"),
    (
        "recognition",
        'column("The points earned.", default="0")',
        'column("The points earned.", BigInteger(), default="0")',
    ),
    (
        "recognition",
        'personal("student_id", scope="grades", organization="organization_id", pupil="student_id")',
        'kept(personal("student_id", scope="grades", organization="organization_id"))',
    ),
    # A table of a domain that is there.
    ("recognition", '[Lookup(("created_at",)), nonnegative("points")],\n    )\n', CHECKED + PRAISE),
    # A key, a rule that a trigger keeps, a reference.
    ("recognition", '            Unique(("code",)),\n', OTHER_RULES),
    ("recognition", CERTIFICATES_DETAILS, SIGNED + CERTIFICATES_DETAILS),
    # A column that may be null; a table of which the audit log tells no more, and one of which it does from now on.
    ("community", "rating: Mapped[int] =", "rating: Mapped[int | None] ="),
    (
        "community",
        NOT_AUDITED.replace("        is_audited=False,\n", ""),
        NOT_AUDITED,
    ),
    ("progress", MEAN + "        is_audited=False,\n", MEAN),
]
