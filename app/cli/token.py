"""Print a token for a person or a partner client, signed with LYCEUM_JWT_SECRET."""

import asyncio
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from app.auth.issue import Bearer, issue_token
from app.auth.terms import terms_of
from app.cli.databases import owner_database
from app.cli.explain import Failure
from app.settings import Settings
from db.maintenance.identities import Identity, identify_client, identify_person

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
LONGEST_SECONDS = 366 * 86_400


def configure(parser: ArgumentParser) -> None:
    """Take who it is for, and what it may do how long."""
    parser.add_argument("--tenant", required=True, metavar="CODE", help="the tenant's short code")
    bearer = parser.add_mutually_exclusive_group(required=True)
    bearer.add_argument("--user", metavar="EMAIL", help="a person of the tenant")
    bearer.add_argument(
        "--client", metavar="NAME", help="a partner's system; a new one is registered with its scopes"
    )
    parser.add_argument(
        "--scope",
        action="append",
        default=[],
        metavar="SCOPE",
        help="such as catalogue:read; may be repeated",
    )
    parser.add_argument(
        "--expires", type=duration, default="12h", metavar="TIME", help="30m, 12h (if absent), 7d …"
    )


def run(arguments: Namespace, settings: Settings) -> int:
    """Print the token alone, so that a script can take it."""
    if settings.jwt_secret is None:
        raise Failure(
            "tokens come from your identity provider (LYCEUM_JWT_JWKS); set LYCEUM_JWT_SECRET to sign here"
        )
    scopes = tuple(word for scope in arguments.scope for word in scope.split())
    with owner_database(settings) as owner_url:
        identity = asyncio.run(_identify(owner_url, arguments, settings.jwt_issuer, scopes))
    bearer = Bearer(arguments.tenant, identity.subject, identity.scopes)
    print(issue_token(settings.jwt_secret, terms_of(settings), bearer, arguments.expires))
    return 0


async def _identify(owner_url: str, arguments: Namespace, issuer: str, scopes: tuple[str, ...]) -> Identity:
    if arguments.client:
        return await identify_client(owner_url, arguments.tenant, arguments.client, issuer, scopes)
    person = await identify_person(owner_url, arguments.tenant, arguments.user, issuer)
    return Identity(person.subject, scopes)


def duration(text: str) -> int:
    """Read a time such as 30m as seconds."""
    match = re.fullmatch(r"([0-9]{1,9})([smhd])", text)
    seconds = int(match[1]) * UNITS[match[2]] if match else 0
    if not 0 < seconds <= LONGEST_SECONDS:
        raise ArgumentTypeError(f"{text} is no time: write a number with s, m, h or d, at most 366d")
    return seconds
