"""Measures the gateway beside its peers: one machine, one database, one server at a time. `make bench` runs it all."""
