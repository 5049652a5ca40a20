"""The ceiling: one hand-written SQL statement a request, which returns the JSON of the answer."""
