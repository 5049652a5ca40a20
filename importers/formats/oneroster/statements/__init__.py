"""The SQL of a roster's import: what it asks of a tenant, and what it takes from rows before it writes others."""
