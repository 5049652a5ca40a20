"""The people, courses and records of the demo institutions, made from the lists in `demo/data`."""
