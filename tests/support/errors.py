"""All the errors that a client can be told of."""

import importlib
import pkgutil
from functools import cache

import app
import db
import resolvers
from db.errors import GatewayError


@cache
def kinds() -> list[type[GatewayError]]:
    """The kinds below the root, wherever they are defined, by name. A kind that others are kinds of is left out where
    it states no code, since it is never raised itself.
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
