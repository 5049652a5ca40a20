"""Subjects, categories and standards."""
