"""What the schema shows of mentoring."""
