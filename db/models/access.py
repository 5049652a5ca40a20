"""Access classes: the one word that a table says about who may see its rows (policies: `db/derived/policies.py`)."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Mask:
    """Who sees a column's value: a viewer whom one of `ties` joins to the row, or who reaches one of `words`.

    A tie is a part of the table's access class, by its name there (`persons`, `offering` …): the value is open to
    whoever the row is open to for that reason, so that two roles of one person never show together what neither shows
    alone. `words` are for the whole tenant, and each is one that opens the row by itself. scope: the word of a
    partner's scope that opens the value in rows that are open to the partner, as in `sensitive` of `sensitive:read`.
    `courses`: columns that name a course or an assessment, for whoever writes or teaches it and does not take it.
    `unless`: a column that names what the viewer must not take. `where` opens the value in some rows to others too: SQL
    over the row, with `{t}` for its prefix and `$1` for the tenant.

    Everyone else sees `otherwise` (SQL over the row; null unless said). The statement builder applies it wherever the
    column is used, so a filter, an order or an aggregate can't tell what a field does not show.
    keys: of a document, the keys at its top that `otherwise` changes; all, where it is null.
    """

    words: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    scope: str | None = None
    courses: tuple[str, ...] = ()
    unless: str | None = None
    where: str | None = None
    otherwise: str = "NULL"
    keys: tuple[str, ...] | None = None


IN_CHARGE = ("offering", "pupil", "organization", "people")
"""The ties of staff who deal with the person: who teach, who run the place."""


def sensitive(*ties: str) -> Mask:
    """Personal data: for the person, their guardians, and staff who deal with this person; not for analysts.

    ties: those that open it, where they are fewer than all of these.
    """
    return Mask(("sensitive",), ties or ("persons", *IN_CHARGE), scope="sensitive")


def reachable() -> Mask:
    """How to reach a person: as personal data, and for staff who deal with a learner whose guardian the person is."""
    return sensitive("persons", *IN_CHARGE, "contact")


def noted() -> Mask:
    """What staff have noted of a person: for staff who deal with this person, and not for the person."""
    return Mask(("sensitive",), IN_CHARGE, scope="sensitive")


def answer_key(*places: str, where: str | None = None) -> Mask:
    """An answer key: for whoever writes or teaches the course or assessment of `places`, and does not take it."""
    return Mask(("authors",), courses=places, where=where)


@dataclass(frozen=True, slots=True)
class Access:
    """A table's access class, with the columns and the scope that its policies are written from.

    kind: one of catalogue, questions, personal, members, directory, staff, tenant, reference, private.
    scope: the word a partner client's scope must name, as in `roster` of `roster:read`. writing: what the class lets
    people write: `all`, `append` (rows of their own, which nobody changes) or `none`.
    """

    kind: str
    scope: str | None = None
    holds: str | None = None
    persons: tuple[str, ...] = ()
    offering: str | None = None
    organization: str | None = None
    handlers: tuple[str, ...] = ()
    place: str | None = None
    pupil: str | None = None
    word: str | None = None
    visitors: bool = False
    own_work: str | None = None
    staff_write: bool = True
    writers: tuple[str, ...] = ()
    partners: bool = False
    shown: bool = False
    writing: str = "all"
    people: str | None = None
    contact: str | None = None
    tutors: bool = True
    attempted: tuple[str, str] | None = None
    opens: bool = False


def catalogue(holds: str, scope: str = "catalogue", *, opens: bool = False) -> Access:
    """Published rows for everyone whom the row's `audience` admits; `holds` names the place an enrolment opens.

    opens: whether the row has a time before and after which it is for staff only (`db/models/availability.py`).
    """
    return Access("catalogue", scope, holds=holds, opens=opens)


def questions(course: str, assessment: str) -> Access:
    """What is asked: for whoever may attempt the assessment, while they may, and for those who write or teach it.

    course, assessment: the columns that name the course it belongs to and the assessment. No scope opens it
    (decision 47).
    """
    return Access("questions", holds=course, attempted=(course, assessment))


def personal(  # noqa: PLR0913 - words of a declaration, each left out where it does not apply
    *persons: str,
    scope: str | None,
    offering: str | None = None,
    organization: str | None = None,
    handlers: tuple[str, ...] = (),
    place: str | None = None,
    pupil: str | None = None,
    people: str | None = None,
    tutors: bool = True,
    own_work: str | None = None,
    staff_write: bool = True,
    shown: bool = False,
) -> Access:
    """Rows about `persons`: for them, their guardians and tutors, who teaches the offering, who runs the organisation.

    `handlers` are columns that name staff in charge of the row, such as the tutor of a class; by that alone they read
    it and don't write it. `place` is a column that names something a person attends; `pupil` one that names a learner,
    for whoever teaches them; `people` one that names a person, for whoever runs a place that they belong to. Without a
    `scope` no partner reads the rows; without `persons` no guardian does, without `tutors` no assigned tutor.
    `own_work` is the column of the person who writes the row; without `staff_write` only the tenant's administrators
    change it.
    """
    return Access(
        "personal",
        scope,
        persons=persons,
        offering=offering,
        organization=organization,
        handlers=handlers,
        place=place,
        pupil=pupil,
        people=people,
        tutors=tutors,
        own_work=own_work,
        staff_write=staff_write,
        shown=shown,
    )


def members(scope: str, *, visitors: bool = False) -> Access:
    """Every member of the tenant reads; where `visitors`, the anonymous viewer of a tenant that allows them too."""
    return Access("members", scope, visitors=visitors)


def directory(scope: str) -> Access:
    """People: staff read all, others those who are listed, themselves and those in their care (decision 5)."""
    return Access("directory", scope, persons=("id",), pupil="id", people="id", contact="id")


def staff(  # noqa: PLR0913 - words of a declaration
    word: str,
    scope: str,
    *,
    writers: tuple[str, ...] = (),
    organization: str | None = None,
    handlers: tuple[str, ...] = (),
    own_work: str | None = None,
    partners: bool = False,
) -> Access:
    """Only staff who reach `word`: `staff` for any, `content`, `finance`, `support` for those whose work it is.

    `writers` are the words of those who write, where they are others than those who read. `organization` is the column
    of the organisation whose row it is, for those who reach the word there alone. `handlers` are columns that name
    people who read the row though they reach no such word; `own_work` names whoever wrote it and may change it. With
    `partners`, a partner's system with the scope reads too.
    """
    return Access(
        "staff",
        scope,
        word=word,
        writers=writers,
        organization=organization,
        handlers=handlers,
        own_work=own_work,
        partners=partners,
    )


def kept(access: Access) -> Access:
    """The same for readers; written by the database alone: by a trigger, or when figures are worked out anew."""
    return replace(access, writing="none")


def appended(access: Access, by: str) -> Access:
    """The same for readers; everyone adds rows of their own, told by the column `by`, and nobody changes one."""
    return replace(access, writing="append", own_work=by)


TENANT_ITSELF = Access("tenant")
REFERENCE = Access("reference")
PRIVATE = Access("private")
