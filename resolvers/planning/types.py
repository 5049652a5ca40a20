"""What the schema shows of planning."""
