"""The ASGI application: makes every part once, from the settings, and puts the parts together."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import partial
from math import ceil

import strawberry
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from app.auth.admission import Admission
from app.auth.keys import KeySet, secret_keys
from app.auth.sources import FixedKeys, key_source
from app.auth.terms import terms_of
from app.auth.tokens import Tokens
from app.collector import spare_what_stays
from app.execution.running.planned import Planner
from app.execution.running.runner import MakeContext, Runner
from app.files.addresses import PATH as FILES
from app.files.opening import open_files
from app.graphiql import page
from app.graphiql.people import people_of
from app.http.documents import Documents
from app.http.endpoint import GraphQLEndpoint
from app.http.health import Readiness, alive
from app.http.sdl import SchemaText
from app.http.transport.observed import Observed
from app.http.transport.origins import CrossOrigin
from app.http.transport.shortcut import Shortcut
from app.observability.logs import configure_logs
from app.operations.budgets import Budgets
from app.operations.limits import Limits
from app.served_database import ServedDatabase
from app.settings import Settings
from app.stopping import announced_stop
from db.maintenance.migrate import head
from db.reads.connecting import Patience
from db.reads.database import Database
from db.reads.pool import Size
from db.reads.regions import Regions
from resolvers.kit.reading.context import Context
from resolvers.schema import build_schema

GRAPHQL = "/graphql"
STOP_PAUSE_SECONDS = 2.0
"""In production, how long we say "not ready" before we stop listening."""


SWITCH_SECONDS = 0.001
"""How long a thread with a large document or answer may keep the event loop waiting: Python's default is 5 ms."""


def from_environment() -> Starlette:
    """The application and its logs, as the environment configures them: a server process loads this."""
    settings = Settings.read(os.environ)
    configure_logs(settings.environment, settings.log_level)
    gc.disable()  # all objects of the schema stay: collections while it is built find nothing to free
    made = create_app(settings)
    spare_what_stays()
    sys.setswitchinterval(SWITCH_SECONDS)
    return made


def create_app(settings: Settings, schema: strawberry.Schema | None = None) -> Starlette:
    """The gateway. schema: replaces the project's own, for tests of the transport.

    Without a secret or a JWKS, every token is refused and only visitors are served.
    """
    schema = schema or build_schema()
    database = ServedDatabase(lambda: _open(settings))
    people = people_of(settings)
    readiness = Readiness(database.health, head())

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncGenerator[None]:
        pause = STOP_PAUSE_SECONDS if settings.environment == "production" else 0.0
        await database.start()
        try:
            with announced_stop(readiness.announce_stop, pause):
                yield
        finally:
            await database.close()

    files, downloads = open_files(settings)
    make_context = partial(Context, files=files)
    endpoint, text = _graphql(settings, schema, database, make_context, has_people=people is not None)
    return Starlette(
        routes=[
            Route(GRAPHQL, endpoint),
            Route("/schema.graphql", text, methods=["GET"]),
            *page.routes(people),
            *([Route(f"{FILES}/{{address:path}}", downloads, methods=["GET"])] if downloads else []),
            Route("/healthz", alive),
            Route("/readyz", readiness.answer),
            Route("/", _to_graphql),
        ],
        middleware=[
            Middleware(Observed),
            Middleware(CrossOrigin, settings.cors_origins, loopback=settings.environment == "development"),
            Middleware(Shortcut, path=GRAPHQL, to=endpoint),
        ],
        lifespan=lifespan,
    )


def _graphql(
    settings: Settings,
    schema: strawberry.Schema,
    database: ServedDatabase,
    make_context: MakeContext,
    *,
    has_people: bool,
) -> tuple[GraphQLEndpoint, SchemaText]:
    """What runs operations, and what shows the schema's text."""
    executor = Planner(schema, settings.operation_cache_size)
    choices = {"reference": executor.reference} if settings.environment == "development" else {}
    limits = Limits(
        settings.max_tokens,
        settings.max_depth,
        settings.max_fields,
        settings.max_introspection_bytes,
        settings.operation_timeout_seconds,
    )
    tokens = _tokens(settings)
    documents = Documents(
        executor.schema,
        limits,
        settings.operation_cache_size,
        Admission(database),
        settings.schema_readers,
    )
    endpoint = GraphQLEndpoint(
        tokens=tokens,
        documents=documents,
        runner=Runner(executor.schema, executor, database, make_context, limits),
        max_body_bytes=settings.max_body_bytes,
        executors=choices,
        page=lambda is_local: page.page(has_people and is_local),
        budgets=Budgets(settings.budget_visitor, settings.budget_person, settings.budget_client),
    )
    return endpoint, SchemaText(lambda: schema.as_str().rstrip("\n") + "\n", tokens, documents)


def _tokens(settings: Settings) -> Tokens:
    if settings.jwt_jwks:
        keys = key_source(settings.jwt_jwks)
    else:
        keys = FixedKeys(secret_keys(settings.jwt_secret) if settings.jwt_secret else KeySet(()))
    return Tokens(keys, terms_of(settings), settings.jwt_leeway_seconds)


def _open(settings: Settings) -> Database | Regions:
    share = max(1, ceil(settings.pool_size * settings.viewer_share))
    size = Size(settings.pool_size, share, settings.max_waiting)
    patience = Patience(
        settings.pool_wait_seconds, settings.database_answer_seconds, settings.statement_timeout_seconds
    )
    if settings.regions:
        return Regions.of(settings.regions, size, patience)
    if settings.database_url is None:
        raise ValueError(
            "Set LYCEUM_DATABASE_URL, or start the gateway with `lyceum serve`, which brings a database."
        )
    return Database.of(settings.database_url, size, patience)


async def _to_graphql(_request: Request) -> Response:
    return RedirectResponse(GRAPHQL, 307)
