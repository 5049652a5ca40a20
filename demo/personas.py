"""People to sign in as, to see the demo data as they see it. Each shows something else that the gateway does."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

QUERIES = Path(__file__).with_name("queries")


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to sign in as, and a query worth sending.

    key: a short word. label: the role, in words. name: of the person or the partner; for a visitor, of the tenant.
    description: what there is to see, in one sentence. tenant_code: the tenant's short code. subject: the token's
    `sub`; null for a visitor, who sends `X-Tenant` and no token. scopes: the scopes that a partner's token asks for.
    """

    key: str
    label: str
    name: str
    description: str
    tenant_code: str
    subject: str | None
    scopes: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """A GraphQL query that shows what the persona sees; it takes no variables."""
        return _query(self.key)


@cache
def _query(key: str) -> str:
    return (QUERIES / f"{key}.graphql").read_text(encoding="utf-8")


PERSONAS: tuple[Persona, ...] = (
    Persona(
        "student", "Student", "Amara Okafor",
        "Takes five courses at Northfield University: where was I, and how far have I come?",
        "northfield", "amara.okafor@northfield.example",
    ),
    Persona(
        "instructor", "Instructor", "Daniel Reyes",
        "Teaches computing at Northfield: his offerings with those who take them. Tutors at BrightPath as well.",
        "northfield", "daniel.reyes@northfield.example",
    ),
    Persona(
        "teaching-assistant", "Teaching assistant", "Grace Kimani",
        "Holds the weekly review of a course and sees its students; is a student herself.",
        "northfield", "grace.kimani@northfield.example",
    ),
    Persona(
        "department-admin", "Department admin", "Priya Raghunathan",
        "Runs the computer science department: its courses, drafts included, and its people.",
        "northfield", "priya.raghunathan@northfield.example",
    ),
    Persona(
        "tenant-admin", "Tenant admin", "Margaret Oyelaran",
        "Runs all of Northfield University: every person, with what is hidden from others.",
        "northfield", "margaret.oyelaran@northfield.example",
    ),
    Persona(
        "analyst", "Analyst", "Mei-Ling Chao",
        "Reads all of Northfield's records, with personal data masked.",
        "northfield", "mei-ling.chao@northfield.example",
    ),
    Persona(
        "visitor", "Visitor", "Northfield University",
        "Is not signed in: the public catalogue, and a course down to its last topic.",
        "northfield", None,
    ),
    Persona(
        "partner", "Partner", "Student Success Platform",
        "A partner's system: its scopes open the catalogue, the roster and progress, but no personal data.",
        "northfield", "client:student-success", ("catalogue:read", "roster:read", "progress:read"),
    ),
    Persona(
        "private-university-student", "Student", "Lena Vogt",
        "Studies at a university without a public catalogue, in German.",
        "lindenau", "lena.vogt@th-lindenau.example",
    ),
    Persona(
        "parent", "Parent", "Elena Márquez",
        "Has two children in the Riverbend school district: their courses, progress and classes.",
        "riverbend", "elena.marquez@mail.example",
    ),
    Persona(
        "teacher", "Teacher", "Teresa Valdez",
        "Teaches grade 5 at Willow Creek: her pupils, and what they need.",
        "riverbend", "teresa.valdez@riverbendusd.example",
    ),
    Persona(
        "district-admin", "District admin", "Gregory Tillman",
        "Runs the district's curriculum: the tree of schools, and what each offers.",
        "riverbend", "gregory.tillman@riverbendusd.example",
    ),
    Persona(
        "author", "Content creator", "Jacob Stern",
        "Writes courses at Meridian Fluid Systems: drafts, sources and the payloads with their answer keys left out.",
        "meridian", "jacob.stern@meridianfluid.example",
    ),
    Persona(
        "tutor", "Tutor", "Gurdeep Sandhu",
        "Tutors at two BrightPath centres: this week's classes and the students in his charge.",
        "brightpath", "gurdeep.sandhu@brightpath.example",
    ),
    Persona(
        "centre-director", "Centre director", "Harriet Mbeki",
        "Runs one BrightPath centre and keeps its accounts: what it took and spent, and nothing of the others' money.",
        "brightpath", "harriet.mbeki@brightpath.example",
    ),
)  # fmt: skip
