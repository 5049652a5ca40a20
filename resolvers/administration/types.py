"""What the schema shows of administration."""
