"""Turns a bearer token, or the tenant that an anonymous visitor names, into `db.reads.claims.Claims`."""
