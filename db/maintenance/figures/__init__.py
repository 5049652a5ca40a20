"""Figures that are derived from other tables, and worked out anew by `lyceum refresh`."""
