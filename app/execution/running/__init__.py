"""Runs an operation by its plan, or by graphql-core, in one transaction."""
