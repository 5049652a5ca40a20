"""Modules and content."""
