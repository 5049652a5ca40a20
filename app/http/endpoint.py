"""`/graphql`: handles a request, from its first header to the bytes of its answer."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from graphql import OperationType
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from app.auth.tokens import Tokens
from app.auth.viewer import authenticate
from app.compressed import Kept
from app.errors import MethodNotAllowed, Unforeseen, UrlTooLong, response
from app.execution.running.faults import present
from app.execution.running.runner import Executor, Runner
from app.http.accept import JSON, choose_media_type, prefers_html
from app.http.answer import Answer, send_answer, status_of
from app.http.body import ClientGone, check_content_type, read_body
from app.http.disconnect import unless_client_leaves
from app.http.documents import Documents
from app.http.json import dumps
from app.http.loopback import is_local
from app.http.parameters import Parameters, from_body, from_query_string
from app.http.transport.headers import headers_of
from app.observability.record import Record, record_of, source_of
from app.operations.budgets import Budgets, with_cost
from app.operations.operation import Operation, RequestErrors
from db.errors import GatewayError
from db.reads.claims import Claims

LONGEST_REASON = 300
METHODS = "GET, HEAD, POST, OPTIONS"

log = logging.getLogger(__name__)


class GraphQLEndpoint:
    """An ASGI application: GraphQL over HTTP.

    executors: a request from this machine may choose one of them by name, in the header X-Lyceum-Executor; there are
    none in production. page: makes the answer to a browser that asks for HTML; its argument says whether the request
    comes from this machine.
    """

    def __init__(
        self,
        tokens: Tokens,
        documents: Documents,
        runner: Runner,
        max_body_bytes: int,
        executors: Mapping[str, Executor],
        page: Callable[[bool], Answer],
        budgets: Budgets,
    ) -> None:
        self._tokens = tokens
        self._documents = documents
        self._runner = runner
        self._max_body_bytes = max_body_bytes
        self._executors = executors
        self._page = page
        self._budgets = budgets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        record = record_of(scope)
        headers = headers_of(scope)
        media_type = JSON
        try:
            # The browser's page comes first: the browser accepts none of our media types.
            if scope["method"] in ("GET", "HEAD") and prefers_html(headers.get("accept", "")):
                await send_answer(self._page(is_local(scope)), scope, send)
                return
            media_type = choose_media_type(headers.get("accept", ""))
            answer = await self._answer(scope, headers, receive, media_type, record)
        except ClientGone:
            return
        except GatewayError as error:
            record.reason = _reason(error) if error.status >= 500 else None
            answer = _answer_to(error, media_type)
        except Exception:
            log.exception("A request failed")
            answer = _answer_to(Unforeseen(record.request_id), media_type)
        await send_answer(answer, scope, send)

    async def _answer(
        self, scope: Scope, headers: Headers, receive: Receive, media_type: str, record: Record
    ) -> Answer:
        method = scope["method"]
        if method == "OPTIONS":
            return Answer(204, b"", media_type, {"Allow": METHODS})
        if method not in ("GET", "HEAD", "POST"):
            raise MethodNotAllowed(f"{method} is not supported; send a POST, or a GET for a query.", METHODS)
        if method == "POST":
            check_content_type(headers)
        elif len(scope["query_string"]) > self._max_body_bytes:
            message = f"The URL is longer than {self._max_body_bytes} bytes, the limit (max_body_bytes)."
            raise UrlTooLong(message)
        claims = await authenticate(headers, self._tokens)
        record.tenant = claims.tenant
        self._budgets.open(record, claims, headers)
        record.address = source_of(scope)
        body = await read_body(headers, receive, self._max_body_bytes)
        parameters = from_body(body) if method == "POST" else from_query_string(scope["query_string"])
        try:
            operation = await self._prepare(parameters, method, claims)
            record.operation = operation.name
            executor = self._chosen(scope, headers)
            work = self._runner.run(operation, parameters.variables, claims, record, executor)
            result = await (unless_client_leaves(receive, work) if operation.needs_database else work)
        except RequestErrors as failure:
            result = {"errors": present(failure.errors, failure.code, record.request_id)}
        if isinstance(result, Kept):
            return Answer(200, result.content, media_type, kept=result)
        if "errors" in result:
            result = {**result, "errors": self._documents.present(result["errors"], claims)}
        content = dumps(with_cost(result, record))
        record.meter.check_written(len(content))
        return Answer(status_of(result, media_type), content, media_type)

    def _chosen(self, scope: Scope, headers: Headers) -> Executor | None:
        executor = self._executors.get(headers.get("x-lyceum-executor", ""))
        return executor if executor is not None and is_local(scope) else None

    async def _prepare(self, parameters: Parameters, method: str, claims: Claims) -> Operation:
        try:
            operation = await self._documents.prepare(parameters.query, parameters.operation_name, claims)
        except RequestErrors as failure:
            _check_method(method, failure.kind)
            raise
        _check_method(method, operation.kind)
        return operation


def _answer_to(error: GatewayError, media_type: str) -> Answer:
    return Answer(error.status, dumps(response(error)), media_type, error.headers)


def _reason(error: BaseException) -> str:
    """The first cause of the failure, for the log."""
    while error.__cause__ is not None:
        error = error.__cause__
    return f"{type(error).__name__}: {error}"[:LONGEST_REASON]


def _check_method(method: str, kind: OperationType | None) -> None:
    if method != "POST" and kind is OperationType.MUTATION:
        raise MethodNotAllowed("A mutation can't be sent by GET; send a POST.", "POST")
