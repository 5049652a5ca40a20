"""The plan: what runs, without a document or a schema."""
