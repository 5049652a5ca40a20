"""What runs a centre."""
