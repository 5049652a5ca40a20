"""What the schema says of itself, written once and kept as bytes."""
