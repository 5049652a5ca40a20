"""GraphiQL, served by the gateway alone: it works with the network off, under a strict Content-Security-Policy."""
