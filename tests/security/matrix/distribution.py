"""Distribution: packages go with their course, and files also with the content that they launch.

Connections are for staff; what opens other systems is for nobody.
"""

from tests.security.matrix.terms import ADMINISTRATORS, CONTENT, LIVE, circle, in_time

_COURSE = "(SELECT circle FROM proof.course c WHERE c.id = r.course_id)"
_PACKAGE_OF_FILE = "EXISTS (SELECT FROM scorm_packages p WHERE p.id = r.package_id AND p.deleted_at IS NULL)"
_FILE = f"least({_COURSE}, (SELECT circle FROM proof.content i WHERE i.id = r.content_item_id))"
_IS_OPEN = "coalesce((SELECT is_open FROM proof.content i WHERE i.id = r.content_item_id), true)"

# Lessons are shared and sent by those who teach, and by those who write content.
_SHARING = f"v.teaches OR {CONTENT}"

READS = {
    "shares": f"{LIVE} AND v.is_staff",
    "lms_pushes": "v.is_staff",
    "lms_connections": f"{LIVE} AND v.is_staff",
    "scorm_packages": f"{LIVE} AND {circle(_COURSE, course='r.course_id')}",
    "scorm_files": f"{_PACKAGE_OF_FILE} AND {in_time(_IS_OPEN, circle(_FILE, course='r.course_id'))}",
}
WRITES = {
    "shares": _SHARING,
    "share_tokens": "false",
    "lms_pushes": _SHARING,
    "lms_connections": ADMINISTRATORS,
    "lms_credentials": "false",
    "scorm_packages": CONTENT,
    "scorm_files": CONTENT,
}
UNREACHABLE = {
    "lms_credentials": "private: the OAuth tokens of connections, though they are encrypted",
    "share_tokens": "private: what opens a share to who holds its link, though it is hashed",
}
KEPT_FOR_UNDOING = frozenset({"scorm_packages"})
