"""Distribution: what is shared, pushed to other systems, and packaged for them."""
