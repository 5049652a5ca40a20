"""The GraphQL schema: what each domain shows, declared as data."""
