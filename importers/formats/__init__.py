"""A folder for each format that can be imported. All folders are laid out alike:

- `__init__.py`: `load`, which the command line calls; it opens the input, reads it and writes the result.
- files named in the format's own words: they read the input into records of the format.
- `survey.py`: collects what must be known of the whole input before any of it is written, if the format needs that.
- `write.py`: writes the records as rows of the model. OneRoster has a file for each table instead; the tables are
  written one after another.
- `statements.py`, or a folder of that name: the SQL that only this format needs. SQL that all need is in `db/writes`.

A format doesn't import another, with one exception: a Common Cartridge holds QTI, so `cartridge` imports `qti`.
"""
