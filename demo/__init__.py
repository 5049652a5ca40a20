"""Five believable institutions to try the gateway on: `load` writes them, and `PERSONAS` are people to sign in as."""

from demo.load import DAY, ISSUER, TENANTS, DemoRefused, is_loaded, load
from demo.personas import PERSONAS, Persona
from demo.stored import store_files

__all__ = [
    "DAY",
    "ISSUER",
    "PERSONAS",
    "TENANTS",
    "DemoRefused",
    "Persona",
    "is_loaded",
    "load",
    "store_files",
]
