"""The SQL of a roster's import: what it looks up, and what it deletes or releases before it writes."""
