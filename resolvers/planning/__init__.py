"""Reusable lessons and their versions."""
