"""Figures that are derived from other tables and that `lyceum refresh` computes again."""
