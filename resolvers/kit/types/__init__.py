"""Making GraphQL types, fields and inputs from what the domains declare."""
