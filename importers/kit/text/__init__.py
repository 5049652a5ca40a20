"""Reading text, CSV, JSON, XML and HTML from files that nobody vouches for."""
