"""Production: scripts, voices, books, and the jobs that render and generate."""
