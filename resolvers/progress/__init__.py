"""How far learners have come."""
