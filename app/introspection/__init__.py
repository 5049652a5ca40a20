"""Answers introspection: what the schema says about itself, written once and kept as bytes."""
