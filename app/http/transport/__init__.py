"""uvicorn's connections, with bounds on how much a client may send and hold, and how long it may take."""
