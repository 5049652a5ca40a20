"""What the schema shows of community."""
