"""The parts of connections, a file each; `known.py` holds the table of them."""
