"""The words that the access matrix is written in: roles, ties and circles as SQL.

The matrix of each domain is written with them, by hand, from the data model's words. `v` is the viewer, `r` the row.
"""

# Roles as people speak of them. All but learners and parents are staff.
LEARNING = ("student", "parent")
TEACHING = ("teacher", "instructor", "tutor", "ta", "coach", "assessor")
RUNNING = (
    "supervisor", "department_admin", "school_admin", "district_admin", "tenant_admin", "platform_admin",
)  # fmt: skip
READING_ALL = (*RUNNING, "analyst")
TENANT_ADMINS = ("tenant_admin", "platform_admin")
WRITING_CONTENT = (*RUNNING, "content_creator")


def role_list(names: tuple[str, ...]) -> str:
    """The roles as an SQL list."""
    return "(" + ", ".join(f"'{name}'" for name in names) + ")"


LIVE = "r.deleted_at IS NULL"


def scope(name: str) -> str:
    """The viewer is a partner who may read the scope."""
    return f"'{name}:read' = ANY (v.scopes)"


def care(column: str) -> str:
    """The column names the viewer, or somebody in their care."""
    return f"EXISTS (SELECT FROM proof.care k WHERE k.key = v.key AND k.person = {column})"


def taught(offering: str) -> str:
    """The viewer teaches the offering."""
    return f"EXISTS (SELECT FROM proof.taught k WHERE k.key = v.key AND k.offering_id = {offering})"


def pupil(column: str) -> str:
    """The column names somebody who takes what the viewer teaches."""
    return f"EXISTS (SELECT FROM proof.pupil k WHERE k.key = v.key AND k.person = {column})"


def run(organization: str) -> str:
    """The viewer runs the organisation, or one above it."""
    return f"EXISTS (SELECT FROM proof.run k WHERE k.key = v.key AND k.organization_id = {organization})"


def head(organization: str) -> str:
    """The viewer runs the organisation, or one above it: analysts, who only read, do not."""
    return f"EXISTS (SELECT FROM proof.head k WHERE k.key = v.key AND k.organization_id = {organization})"


def family(column: str) -> str:
    """The column names the viewer, or a child of theirs."""
    return f"EXISTS (SELECT FROM proof.family k WHERE k.key = v.key AND k.person = {column})"


def belongs(column: str) -> str:
    """The column names somebody of a place that the viewer runs."""
    return f"EXISTS (SELECT FROM proof.people k WHERE k.key = v.key AND k.person = {column})"


def sensitive(*ties: str) -> str:
    """Who sees personal data: who runs the whole tenant, a partner with the scope, and those with one of the ties."""
    return " OR ".join(("v.runs_all", "'sensitive:read' = ANY (v.scopes)", *ties))


def has_keys(course: str, assessment: str = "NULL") -> str:
    """The viewer writes or teaches the course, or one that draws on the assessment, and takes none of these."""
    drawing = f"""SELECT {course} UNION SELECT i.course_id FROM content_items i
        WHERE i.assessment_id = {assessment} AND i.deleted_at IS NULL"""
    return f"""((v.writes_all OR EXISTS (SELECT FROM proof.keyed k WHERE k.key = v.key AND k.course_id IN ({drawing})))
        AND NOT EXISTS (SELECT FROM proof.studied k WHERE k.key = v.key AND k.course_id IN ({drawing})))"""


def desk(role: str, organization: str) -> str:
    """The viewer sits at the desk in the whole tenant, in the organisation, or in one above it."""
    place = f"(k.organization_id IS NULL OR k.organization_id = {organization})"
    return f"EXISTS (SELECT FROM proof.desk k WHERE k.key = v.key AND k.role = '{role}' AND {place})"


def owner_of(offering: str) -> str:
    """The organisation that owns the course of an offering."""
    runs = "course_offerings o JOIN courses c ON c.id = o.course_id"
    return f"(SELECT c.organization_id FROM {runs} WHERE o.id = {offering})"


def circle(width: str, *, course: str | None = None, offering: str | None = None) -> str:
    """Staff read drafts, members what is published, those enrolled what is private, visitors what is public."""
    enrolled = []
    if course:
        enrolled.append(f"EXISTS (SELECT FROM proof.taken k WHERE k.key = v.key AND k.course_id = {course})")
    if offering:
        enrolled.append(
            f"EXISTS (SELECT FROM proof.taken k WHERE k.key = v.key AND k.offering_id = {offering})"
        )
    return f"""CASE {width}
        WHEN 0 THEN false
        WHEN 1 THEN v.is_staff
        WHEN 2 THEN v.is_staff OR {" OR ".join(enrolled)}
        WHEN 3 THEN v.is_member OR {scope("catalogue")}
        WHEN 4 THEN v.is_member OR {scope("catalogue")} OR v.is_visitor END"""


def in_time(is_open: str, readers: str) -> str:
    """Those of the `readers` who are staff at any time, the others while it is open."""
    return f"(v.is_staff OR {is_open}) AND ({readers})"


def work(learner: str, offering: str) -> str:
    """Who reads what a learner did in an offering, and how it was graded."""
    return f"v.reads_all OR {scope('grades')} OR {care(learner)} OR {taught(offering)} OR {run(owner_of(offering))}"


def noted(*others: str) -> str:
    """Who reads what was noted about the learner `r.student_id` in an organisation, and the `others` named."""
    readers = (
        "v.reads_all",
        scope("grades"),
        care("r.student_id"),
        pupil("r.student_id"),
        run("r.organization_id"),
    )
    return f"{LIVE} AND ({' OR '.join((*readers, *others))})"


MEMBERS = f"(v.is_member OR {scope('roster')})"
PERSONAL = f"v.reads_all OR {scope('roster')}"
PROGRESS = (
    f"v.reads_all OR {scope('progress')} OR {care('r.user_id')} OR {taught('r.offering_id')} "
    f"OR {run(owner_of('r.offering_id'))}"
)

CONTENT = "v.writes_content OR v.runs_tenant"
STAFF_OF_OFFERING = f"v.runs_tenant OR {taught('r.offering_id')} OR {run(owner_of('r.offering_id'))}"
ADMINISTRATORS = "v.runs_tenant"
