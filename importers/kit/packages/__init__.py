"""Unpacking archives that nobody vouches for, and finding the files in them."""
