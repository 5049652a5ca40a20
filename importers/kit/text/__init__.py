"""Reading text, CSV, JSON, XML and HTML from untrusted files."""
