"""Community: discussions are for those who take or teach the offering; reviews for whoever may find it."""

from tests.security.matrix.terms import LIVE, STAFF_OF_OFFERING, care, owner_of, run, scope, taught

# A place is open to those who take it (and to their guardians) as soon as its course is published.
_OPEN = "(SELECT circle FROM proof.offering o WHERE o.id = r.offering_id)"
_TAKEN = f"({_OPEN} >= 2 AND EXISTS (SELECT FROM proof.taken k WHERE k.key = v.key AND k.offering_id = r.offering_id))"
_TALK = (
    f"{LIVE} AND (v.reads_all OR {scope('community')} OR {care('r.author_id')} OR {taught('r.offering_id')} "
    f"OR {run(owner_of('r.offering_id'))} OR {_TAKEN})"
)
# One writes one's own where one takes part oneself: who only looks after somebody there, or reads everything, reads.
_OWN = f"""v.is_member AND {_OPEN} >= 2 AND EXISTS (SELECT FROM enrollments e WHERE e.user_id = v.user_id
    AND e.offering_id = r.offering_id AND e.status IN ('active', 'completed'))"""

READS = {
    "discussion_threads": _TALK,
    "discussion_posts": _TALK,
    "course_reviews": f"""{LIVE} AND (v.reads_all OR {scope("community")} OR {care("r.user_id")} OR CASE {_OPEN}
        WHEN 0 THEN false WHEN 1 THEN v.is_staff WHEN 2 THEN v.is_staff OR {_TAKEN}
        WHEN 3 THEN v.is_member ELSE v.is_member OR v.is_visitor END)""",
}
WRITES = {
    "discussion_threads": f"{STAFF_OF_OFFERING} OR (r.author_id = v.user_id AND {_OWN})",
    "discussion_posts": f"{STAFF_OF_OFFERING} OR (r.author_id = v.user_id AND {_OWN})",
    "course_reviews": f"v.runs_tenant OR (r.user_id = v.user_id AND {_OWN})",
}
