"""Who reads and writes what a learner and the mentor say.

A conversation is for the learner, who teaches the offering, who runs the organisation and who reads all of the tenant:
not for guardians, nor assigned tutors, nor partners. What was said is hidden from analysts. What the mentor makes of it
is read as progress is; its words only by those who see personal data. The settings follow the content item.
"""

from tests.security.matrix.terms import (
    CONTENT,
    PROGRESS,
    STAFF_OF_OFFERING,
    care,
    circle,
    has_keys,
    head,
    in_time,
    owner_of,
    run,
    sensitive,
    taught,
)

_STAFF = f"{taught('r.offering_id')} OR {run(owner_of('r.offering_id'))}"
_THREAD = "(SELECT t FROM mentor_threads t WHERE t.id = r.thread_id)"
_ITEM = "(SELECT i FROM proof.content i WHERE i.id = r.content_item_id)"
_THREAD_STAFF = f"{taught(f'({_THREAD}).offering_id')} OR {run(owner_of(f'({_THREAD}).offering_id'))}"

READS = {
    "mentor_settings": in_time(
        f"({_ITEM}).is_open", circle(f"({_ITEM}).circle", course=f"({_ITEM}).course_id")
    ),
    "mentor_threads": f"v.reads_all OR r.user_id = v.user_id OR {_STAFF}",
    "mentor_messages": f"v.reads_all OR ({_THREAD}).user_id = v.user_id OR {_THREAD_STAFF}",
    "mentor_insights": PROGRESS,
}
WRITES = {
    "mentor_settings": CONTENT,
    "mentor_threads": "v.runs_tenant OR r.user_id = v.user_id",
    "mentor_messages": f"v.runs_tenant OR ({_THREAD}).user_id = v.user_id",
    "mentor_insights": STAFF_OF_OFFERING,
}
_INSIGHT = sensitive(care("r.user_id"), taught("r.offering_id"), head(owner_of("r.offering_id")))
MASKED = {
    ("mentor_settings", "prompt"): has_keys(f"({_ITEM}).course_id"),
    ("mentor_threads", "title"): f"v.runs_all OR r.user_id = v.user_id OR {taught('r.offering_id')} "
    f"OR {head(owner_of('r.offering_id'))}",
    ("mentor_messages", "content"): f"v.runs_all OR ({_THREAD}).user_id = v.user_id "
    f"OR {taught(f'({_THREAD}).offering_id')} OR {head(owner_of(f'({_THREAD}).offering_id'))}",
    ("mentor_insights", "learning_insights"): _INSIGHT,
    ("mentor_insights", "recommended_actions"): _INSIGHT,
}
