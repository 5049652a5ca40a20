"""The shapes of JSON columns other than `content_items.data`: they become typed fields.

A column that is not named here is open-ended, and is shown as JSON.
"""

from typing import Any

from db.payloads.distribution import PushTarget
from db.payloads.people import AcademicAge, AccessibilitySettings, Recurrence
from db.payloads.planning import LessonMaterial, LessonPhase, LessonSource
from db.payloads.production import (
    CallOutcome,
    GenerationInput,
    Layout,
    RenderDetails,
    StylePreferences,
    Typography,
)
from db.payloads.work import RubricCriterion

DOCUMENTS: dict[str, Any] = {
    "lms_pushes.target": PushTarget,
    "users.accessibility_settings": AccessibilitySettings,
    "student_profiles.academic_age": AcademicAge,
    "class_sessions.recurrence": Recurrence,
    "lesson_versions.materials": list[LessonMaterial],
    "lesson_versions.flow": list[LessonPhase],
    "lesson_versions.source": LessonSource,
    "rubrics.criteria": list[RubricCriterion],
    "brand_profiles.typography": Typography,
    "brand_profiles.style_preferences": StylePreferences,
    "brand_templates.layout_config": Layout,
    "render_jobs.metadata": RenderDetails,
    "generation_jobs.input": GenerationInput,
    "ai_calls.response_meta": CallOutcome,
}
"""By `table.column`: a part of a payload, or a list of such parts."""
