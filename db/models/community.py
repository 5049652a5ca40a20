"""Community: discussions and reviews."""
