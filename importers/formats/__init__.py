"""One module or folder for each format that can be imported."""
