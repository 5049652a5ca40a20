"""The process: HTTP, tokens, operations, execution, health, settings and the command line."""
