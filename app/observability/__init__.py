"""What operators see: one log line a request, and log lines that carry the request's id."""
