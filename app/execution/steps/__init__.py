"""Steps: the ways of following a field from the rows of a level, a file each."""
