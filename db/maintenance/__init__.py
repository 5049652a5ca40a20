"""What an operator runs: migrations, retention, erasure, exports, figures and accounts."""
