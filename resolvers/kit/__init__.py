"""What every domain uses: entities, relations, and how they become GraphQL types."""
