"""Declaring the schema as data: entities, their relations and their names."""
