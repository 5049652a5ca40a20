"""Reads rows by declarations. Both executors build on this.

- `inputs.py`: reads the arguments `orderBy` and `filter`, within bounds.
- `pages.py`: reads the arguments of a page, and cuts the page from its rows.
- `batches.py`: the statement of each kind of relation, for the keys of all parents. Plans use it directly.
- `loading.py`: the loaders over these statements. graphql-core uses them.
- `batched.py`: a value for each key, for fields with a resolver of their own.
- `budget.py`: what an operation may cost, and the meter that counts it.
- `context.py`: what the resolvers of one operation share: the open snapshot and the loaders.
"""
