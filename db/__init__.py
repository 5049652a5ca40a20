"""Tables, access, statements and sessions: everything that speaks to PostgreSQL."""
