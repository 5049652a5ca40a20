"""What every domain uses: to declare its part of the schema, to read rows, and to make types of the declarations.

Rooms, in the direction of their imports; a room imports only those above it:

- `errors.py`: the errors that a field raises.
- `declaring/`: what a domain writes. Begin here for a new type, relation, field or statement.
- `reading/`: from a declaration to rows, for both executors. Begin here for what a request costs.
- `types/`: from declarations to Strawberry's types. Begin here for what a client sees.
"""
