"""Administration: what runs a centre, such as money, requests, stock and notices."""
