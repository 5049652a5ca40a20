"""The usual Strawberry application: aiodataloader and SQLAlchemy's async ORM, as their documentation teaches."""
