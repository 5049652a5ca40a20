"""Tenancy: countries, tenants and organisations."""
