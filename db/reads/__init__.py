"""Reads for a viewer: connections, the snapshot in which a read runs, and the claims under which it runs."""
