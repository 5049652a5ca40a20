"""Connections: uvicorn's, with bounds on what a client may send, hold and take its time."""
