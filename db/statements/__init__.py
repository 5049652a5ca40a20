"""Statements as text: what they select, filter, order and page, and the shapes they take."""
