"""All the errors that can reach a client."""

import importlib
import pkgutil
from functools import cache

import app
import db
import resolvers
from db.errors import GatewayError


@cache
def kinds() -> list[type[GatewayError]]:
    """The subclasses of the root error, wherever they are defined, sorted by name. A class with subclasses and without
    a code is left out, since it is never raised itself.
    """
    for room in (app, resolvers, db):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    found, pending = set[type[GatewayError]](), [GatewayError]
    while pending:
        kind = pending.pop()
        pending += kind.__subclasses__()
        if hasattr(kind, "code"):
            found.add(kind)
    return sorted(found, key=lambda kind: kind.__name__)
