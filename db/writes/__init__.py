"""Writing many rows at a time, for imports and for demo data."""
