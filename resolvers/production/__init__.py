"""How content is made."""
