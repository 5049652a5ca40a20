"""Who asks: a bearer token, or the tenant an anonymous visitor names, becomes `db.reads.claims.Claims`."""
