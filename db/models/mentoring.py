"""Mentoring: conversations with a mentor about content, and what is learnt from them."""
