"""What learners are asked, what they answered, and what it was worth."""
