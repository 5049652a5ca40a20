"""Files: the addresses that clients get them from, and the answers there (decision 54)."""
