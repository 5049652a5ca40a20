"""Discussions and reviews."""
