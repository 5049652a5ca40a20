"""What was asked: the selections of an operation, its arguments and its variables."""
