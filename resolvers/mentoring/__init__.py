"""Conversations with a mentor."""
