"""Writing many rows at once, for imports and for the demo's data."""
