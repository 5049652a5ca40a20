"""Reads for a viewer: connections, the snapshot that a read runs in, and the claims it runs under."""
