"""Planning: reusable lessons, their versions, and what a version is aligned with and made of."""
