"""Requests that try to be as dear as they may, and what they do to a gateway and to whoever asks beside them."""
