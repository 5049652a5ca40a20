"""Courses, and what they are about and build on."""
