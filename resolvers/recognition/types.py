"""What the schema shows of certificates and achievements."""

from db.models import recognition
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import entity


@entity(recognition.Certificate, plural="certificates", order=("-issued_at",))
class Certificate:
    """That a person has completed an offering, under a code that others can check."""

    user = relations.link("user_id")
    offering = relations.link("offering_id")


@entity(recognition.Achievement, plural="achievements", order=("-created_at",))
class Achievement:
    """Points or a badge that a student has earned."""

    student = relations.link("student_id")
    organization = relations.link("organization_id")
