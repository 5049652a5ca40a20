"""What the schema shows of recognition."""
