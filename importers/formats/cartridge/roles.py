"""For whom an item or a resource of a cartridge is meant: learners, or those who teach."""

from xml.etree.ElementTree import Element

from importers.kit.imscp.names import children, text_of
from importers.kit.times import ALWAYS, Times

PLANS = ("lessonplan",)
LEARNING = ("learner", "student")


def times_of_roles(element: Element) -> Times:
    """For staff only, if its `intendeduse` is a lesson plan, or its metadata names roles and no learner among them."""
    if element.get("intendeduse", "").strip().lower() in PLANS:
        return Times(is_for_staff=True)
    roles = [
        (text_of(value) or "").lower()
        for metadata in children(element, "metadata")
        for role in metadata.iter()
        if role.tag.lower() == "intendedenduserrole"
        for value in (list(role.iter("value")) or [role])
    ]
    return Times(is_for_staff=True) if roles and not set(roles) & set(LEARNING) else ALWAYS
