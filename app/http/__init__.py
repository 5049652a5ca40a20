"""GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/): requests read, answers written."""
