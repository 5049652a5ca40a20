"""Assessment: questions and their keys, attempts, submissions and grades."""
