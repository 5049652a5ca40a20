"""Measures the gateway and its peers on one machine and one database, one at a time. `make bench` runs it all."""
