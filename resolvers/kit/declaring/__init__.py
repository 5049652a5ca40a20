"""What a domain declares, as data that is independent of how it runs.

- `entity.py`: an entity, which is a GraphQL type over a table's rows; and the register of all entities.
- `relations.py`: the kinds of relation that join two entities.
- `field.py`: a field with a resolver of its own, and the columns that it requires.
- `own_sql.py`: the SQL of such a resolver, with tables as the viewer sees them.
- `names.py`: how names are spelled, and global ids.
- `sortable.py`, `related.py`: the columns and relations of an entity that an order and a filter can use.
"""
