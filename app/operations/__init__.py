"""A request's document becomes an operation that is fit to run: parsed, within limits, valid, and remembered."""
