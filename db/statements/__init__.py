"""SQL statements as text: what they select; how they filter, order and page; and the shapes that they have."""
