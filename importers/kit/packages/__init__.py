"""Unpacking untrusted archives, and finding the files in them."""
