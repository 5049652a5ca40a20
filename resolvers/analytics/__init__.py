"""Logs and derived figures."""
