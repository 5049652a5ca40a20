"""The page itself, and what it may load."""

from __future__ import annotations

import secrets
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.graphiql import assets
from app.graphiql.people import People
from app.http.answer import Answer
from app.http.json import dumps
from app.http.loopback import is_local

STYLES = ("vendor/graphiql.css", "vendor/explorer.css", "lyceum.css")
SCRIPTS = (
    "vendor/react.js",
    "vendor/react-dom.js",
    "vendor/graphiql.js",
    "vendor/explorer.js",
    "people.js",
    "lyceum.js",
)

HTML = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Lyceum · GraphiQL</title>
<link rel="icon" href="{icon}">
{styles}
{scripts}
</head>
<body data-style-nonce="{nonce}" data-people="{people}">
<div id="people"></div>
<div id="graphiql"><p class="wait">Loading GraphiQL …</p></div>
<noscript>GraphiQL needs JavaScript. The API itself does not: send it a POST.</noscript>
</body>
</html>
"""


def page(has_people: bool) -> Answer:
    """The page of GraphiQL.

    has_people: whether it offers whoever asks people to sign in as; in production it never does.
    """
    # A script makes one style element, which stops the page from scrolling behind a dialog; it needs the nonce.
    nonce = secrets.token_urlsafe(18)
    files = assets.assets()
    html = HTML.format(
        icon=files["icon.svg"].path,
        styles="\n".join(f'<link rel="stylesheet" href="{files[name].path}">' for name in STYLES),
        scripts="\n".join(f'<script defer src="{files[name].path}"></script>' for name in SCRIPTS),
        nonce=nonce,
        people="/graphql/people" if has_people else "",
    )
    policy = (
        "default-src 'none'; script-src 'self'; "
        f"style-src 'self' 'nonce-{nonce}'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    headers = {"Content-Security-Policy": policy, "Referrer-Policy": "same-origin"}
    return Answer(200, html.encode(), "text/html; charset=utf-8", headers)


def routes(people: People | None) -> list[BaseRoute]:
    """The page's files, and in development the people to sign in as, for requests of this machine alone."""
    found: list[BaseRoute] = [Route(assets.PREFIX + "/{digest}/{name}", assets.serve)]
    if people:

        async def answer(request: Request) -> Response:
            if not is_local(request.scope):
                return PlainTextResponse("Not Found", 404)
            listed = [asdict(person) for person in people()]
            return Response(dumps(listed), 200, {"Cache-Control": "no-store"}, "application/json")

        found.append(Route("/graphql/people", answer))
    return found
