"""What operators see: one log line per request, and the request's id on every other line."""
