"""What the schema shows of distribution."""
