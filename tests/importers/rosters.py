"""A small OneRoster set, to be written as a folder or an archive, whole or changed, and what became of it."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from importers import Report
from tests.importers.conftest import Tenant

Files = dict[str, str]

FILES: Files = {
    "orgs": """\
sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,metadata.city
s1,,,Elm School,school,E1,d1,Elmton
d1,,,Elm District,district,D1,,
""",
    "academicSessions": """\
sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
y1,,,2025-2026,schoolYear,2025-09-01,2026-06-30,,2026
t1,,,Autumn,term,2025-09-01,2026-01-31,y1,2026
t2,,,Spring,term,2026-02-01,2026-06-30,y1,2026
""",
    "courses": """\
sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes
c1,,,y1,Algebra,ALG,09,s1,Mathematics,02052
c2,,,y1,Choir,CHO,"09,10",d1,Music,
""",
    "classes": """\
sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,\
termSourcedIds,subjects,subjectCodes,periods
k1,,,"Algebra, period 1",09,c1,ALG-1,scheduled,Room 12,s1,"t1,t2",,,1
k2,,,Choir,,c2,,homeroom,,s1,t1,,,
""",
    "users": """\
sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,\
identifier,email,sms,phone,agentSourcedIds,grades,password
u1,,,true,s1,student,ada,{LDAP:ada1},Ada,Lund,B.,77,ada@elm.example,,555,"p1,r1",09,
u2,,,false,s1,student,bo,,Bo,Berg,,,family@elm.example,,,g1,10,secret
w1,,,true,"s1,d1",teacher,will,,Will,West,,,will@elm.example,,,,,
a1,,,true,s1,administrator,,,Ann,Ash,,,,,,,,
p1,,,true,s1,parent,,,Pia,Lund,,,family@elm.example,,,u1,,
g1,,,true,s1,guardian,,,Gus,Gray,,,,777,,,,
r1,,,true,s1,relative,,,Rue,Lund,,,,,,,,
""",
    "demographics": """\
sourcedId,status,dateLastModified,birthDate,sex,asian,white,countryOfBirthCode
u1,,,2010-05-06,female,true,false,NO
w1,,,1980-01-02,male,,,
""",
    "enrollments": """\
sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,,,k1,s1,u1,student,,2025-09-02,2026-01-31
e2,,,k1,s1,u1,student,,2026-02-01,2026-06-30
e3,,,k1,s1,u2,student,,2025-09-02,2025-10-01
e4,,,k2,s1,u1,student,,,
e5,,,k1,s1,w1,teacher,true,,
e6,,,k1,s1,a1,administrator,,,
""",
}


def manifest(files: Mapping[str, str], mode: str = "bulk", version: str = "1.1") -> str:
    """The manifest of the files."""
    lines = [f"file.{name},{mode}" for name in files]
    return "\n".join(
        [
            "propertyName,value",
            "manifest.version,1.0",
            f"oneroster.version,{version}",
            *lines,
            "file.results,absent",
        ]
    )


def members(files: Mapping[str, str], **options: str) -> Files:
    """The files of a set by their names, with a manifest."""
    return {
        "manifest.csv": manifest(files, **options),
        **{f"{name}.csv": text for name, text in files.items()},
    }


def changed(name: str, old: str, new: str, files: Mapping[str, str] = FILES) -> Files:
    """The set with one thing changed in one file."""
    assert old in files[name]
    return {**files, name: files[name].replace(old, new)}


def header(name: str) -> str:
    """The first line of a file."""
    return FILES[name].partition("\n")[0] + "\n"


def zipped(tenant: Tenant, files: Mapping[str, str]) -> bytes:
    """The files as a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


async def load(tenant: Tenant, files: Mapping[str, str] = FILES, **options: str) -> Report:
    return await tenant.load("oneroster", tenant.folder("roster", members(files, **options)))


async def delta(tenant: Tenant, **files: str) -> Report:
    texts = {name: header(name) + text + "\n" for name, text in files.items()}
    path = tenant.file("delta.zip", zipped(tenant, members(texts, mode="delta")))
    return await tenant.load("oneroster", path)


async def table(tenant: Tenant, statement: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in await tenant.rows(statement)]


async def roles(tenant: Tenant) -> list[tuple[Any, ...]]:
    return await table(
        tenant,
        "SELECT u.given_name, r.role::text, o.name FROM user_roles r JOIN users u ON u.id = r.user_id "
        "LEFT JOIN organizations o ON o.id = r.organization_id ORDER BY 1, 2, 3",
    )


async def care(tenant: Tenant) -> list[tuple[Any, ...]]:
    return await table(
        tenant,
        "SELECT a.given_name, g.relationship::text, b.given_name AS of FROM guardianships g "
        "JOIN users a ON a.id = g.guardian_id JOIN users b ON b.id = g.student_id "
        "WHERE g.deleted_at IS NULL ORDER BY 1",
    )


async def taking(tenant: Tenant) -> list[tuple[Any, ...]]:
    return await table(
        tenant,
        "SELECT u.given_name, o.title, e.status::text FROM enrollments e JOIN users u ON u.id = e.user_id "
        "JOIN course_offerings o ON o.id = e.offering_id ORDER BY 1, 2",
    )


async def teaching(tenant: Tenant) -> list[tuple[Any, ...]]:
    return await table(
        tenant,
        "SELECT u.given_name, o.title FROM offering_instructors i JOIN users u ON u.id = i.user_id "
        "JOIN course_offerings o ON o.id = i.offering_id ORDER BY 1",
    )
