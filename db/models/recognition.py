"""Recognition: certificates and achievements."""
