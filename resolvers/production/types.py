"""What the schema shows of production."""
