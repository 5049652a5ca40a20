"""Five believable institutions to try the gateway on: `load` writes them, and `PERSONAS` are people to sign in as."""

from demo.load import DAY, ISSUER, TENANTS, DemoRefused, is_loaded, load
from demo.personas import PERSONAS, Persona

__all__ = ["DAY", "ISSUER", "PERSONAS", "TENANTS", "DemoRefused", "Persona", "is_loaded", "load"]
