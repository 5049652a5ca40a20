"""The kinds of content of a course in Open edX's OLX, one module for each."""
