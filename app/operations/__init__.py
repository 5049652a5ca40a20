"""Turns a request's document into an operation that can run: parsed, within limits, valid, and remembered."""
