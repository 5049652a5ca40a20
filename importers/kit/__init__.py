"""What formats share: reading input that can't be trusted.

- `text/`: text, CSV, JSON, XML and HTML. `packages/`: archives, and the files in them.
- `imscp/`: IMS Content Packaging, which SCORM packages, Common Cartridges and QTI packages have in common.
- `fields.py`: the fields of a record, each of the stated type. `grades.py`: how school grades are spelled.
- `graph.py`: finding circles.
"""
