"""From the fields of a document to the levels and steps of a plan."""
