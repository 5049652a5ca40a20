"""What the schema shows of assessment."""
