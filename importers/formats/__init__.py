"""A folder for each format that can be imported. All are laid out alike:

- `__init__.py`: `load`, which the command line calls: it opens the file, has it read, and has the result written.
- files of the format's own words: what it reads, as records of the format.
- `survey.py`: what must be known of the whole file before any of it is written, where a format needs that.
- `write.py`: the records as rows of the model. OneRoster has a file for each table instead, written one after another.
- `statements.py`, or a folder of that name: the SQL that only this format needs. What all need is in `db/writes`.

A format imports no other; only a Common Cartridge, which holds QTI, imports `qti`.
"""
