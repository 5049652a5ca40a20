"""Who may find a row: what its author chose, and the circle of readers that follows and that the policy compares.

Why a row keeps its circle of readers, and not whether it is live: decision 2.
"""

from typing import Any

from db.models.base import word
from db.models.words import Words


class Audience(Words):
    """The widest circle that may read a row, from narrow to wide."""

    nobody = "Deleted."
    staff = "Not live: staff only."
    enrolled = "Live but private: staff and those enrolled."
    members = "Live: every member of the tenant."
    public = "Live and public: visitors too, where the tenant allows them."


class Visibility(Words):
    """Who may find a published course or offering."""

    private = "Only staff and those enrolled."
    org = "Every member of the tenant."
    public = "Everyone, signed in or not."
    link = "Every member of the tenant; a link, handed on to others, opens nothing by itself."


def audience_column() -> Any:
    """The column that a catalogue policy compares with the viewer: kept by trigger, never written by hand."""
    return word(Audience, "The widest circle that may read the row; kept by trigger.", default="staff")
