"""Offerings, enrolments and classes."""
