"""What is stored about people and their classes as JSON with a stated shape."""

from pydantic import Field

from db.payloads.base import Part


class AccessibilitySettings(Part):
    """How a person needs things to be shown. Null says that nothing was chosen."""

    screen_reader: bool | None = Field(default=None, description="Whether a screen reader reads the page.")
    high_contrast: bool | None = Field(default=None, description="Whether contrast is to be high.")
    reduced_motion: bool | None = Field(default=None, description="Whether nothing is to move by itself.")
    captions: bool | None = Field(default=None, description="Whether videos are to show captions.")
    font_scale: float | None = Field(default=None, description="How large text is to be; 1 is as usual.")


class AcademicAge(Part):
    """How old a student is in what they can do, in years."""

    reading: float | None = Field(default=None, description="In reading.")
    spelling: float | None = Field(default=None, description="In spelling.")
    numeracy: float | None = Field(default=None, description="In working with numbers.")


class Recurrence(Part):
    """How a class recurs, as the parts of an RFC 5545 rule."""

    freq: str | None = Field(default=None, description="How often, such as `weekly`.")
    interval: int | None = Field(default=None, description="Every how many of these.")
    byday: list[str] = Field(default=[], description="On which weekdays, such as `MO`.")
    until: str | None = Field(
        default=None, description="The last moment that it may begin at, as in ISO 8601."
    )
