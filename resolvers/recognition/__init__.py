"""What learners have earned."""
