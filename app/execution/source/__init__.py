"""The source we write: Python functions that turn rows into the objects of an answer."""
