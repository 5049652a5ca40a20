"""What leaves for other systems."""
