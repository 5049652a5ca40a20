"""Makes Strawberry's types from declarations.

- `build.py`: the type of each entity. `roots.py`: the root fields that entities imply.
- `column_fields.py`, `relation_fields.py`: the fields of columns, keys and relations.
- `payloads.py`: the fields of a content item's payload.
- `connections.py`: Relay's connections, edges and page info.
- `input_types.py`: the inputs of an order and a filter.
- `scalars.py`: the type of a column's values, and the scalars that GraphQL lacks.
- `written.py`: reads the values of scalars exactly as they are written.
"""
