"""What the schema shows of analytics."""
