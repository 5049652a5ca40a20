"""List the people of the demo data; with a name, print a token, the header to send and a query."""

import shlex
import sys
import textwrap
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from difflib import get_close_matches
from unicodedata import combining, normalize

import orjson
from graphql import strip_ignored_characters

from app.cli.explain import Failure
from app.graphiql.people import Person, people_of
from app.settings import Settings

COLUMNS = 80
SIGNED_ELSEWHERE = "The demo's people sign in with the tokens of your issuer; none are signed here."
FIRST = "{ courses(first: 3) { nodes { code title } } }"


def configure(parser: ArgumentParser) -> None:
    """Take whose token is wanted, if anyone's."""
    parser.add_argument("name", nargs="*", metavar="NAME", help="a person's name, or a part of it")


def run(arguments: Namespace, settings: Settings) -> int:
    """Print the list, or one person's token and query."""
    people = signing_people(settings)
    wanted = " ".join(arguments.name)
    url = url_of(settings.host, settings.port)
    print(told(find(people, wanted), url) if wanted else listed(people))
    return 0


def signing_people(settings: Settings) -> Sequence[Person]:
    """The demo's people with their headers. Raises Failure where the gateway doesn't sign tokens."""
    people = people_of(settings)
    if people is None:
        raise Failure(f"t{SIGNED_ELSEWHERE[1:-1]}")
    return people()


def url_of(host: str, port: int) -> str:
    """The address to open in a browser, of a gateway that listens there."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - replaced, not listened on
    return f"http://{f'[{reached}]' if ':' in reached else reached}:{port}/graphql"


def find(people: Sequence[Person], wanted: str) -> Person:
    """The person who is meant by a name or a part of one, whatever its case and accents.

    Raises Failure if it is nobody's, with the nearest names, or if it is several people's.
    """
    names = {_plain(person.name): person for person in people}
    asked = _plain(wanted)
    if asked in names:
        return names[asked]
    found = [person for name, person in names.items() if asked and asked in name]
    if len(found) == 1:
        return found[0]
    if found:
        raise Failure(f"{wanted} is a part of several names: {_named(found)}")
    words = {word: person for name, person in names.items() for word in (*name.split(), name)}
    near = dict.fromkeys(words[word].name for word in get_close_matches(asked, words, n=3))
    meant = f"; did you mean {' or '.join(near)}?" if near else ""
    raise Failure(f"none of the demo's people is named {wanted}{meant} ({command()} people lists them)")


def listed(people: Sequence[Person]) -> str:
    """A line a person, and how to sign in as one."""
    lines = [f"  {each.name:24}  {each.role:18}  {each.tenant}" for each in people]
    return "\n".join(
        [*lines, "", "A token, the header to paste and a query of any of them:", _example(people)]
    )


def told(person: Person, url: str) -> str:
    """What one needs to ask as the person: the header, the query, and both as one command for a shell."""
    query = strip_ignored_characters(person.query)
    return "\n".join(
        [
            *textwrap.wrap(f"{person.role}: {person.name} ({person.tenant}). {person.description}", COLUMNS),
            "",
            *(f"{name}: {value}" for name, value in person.headers.items()),
            "",
            person.query.strip(),
            "",
            "The same from a shell:",
            curl(url, person.headers, query),
        ]
    )


def introduction(settings: Settings, url: str) -> str:
    """What a newcomer reads when the gateway is up, in lines of 80 columns: where, who, and a first query."""
    opening = f"Open it in a browser: {url}"
    people = people_of(settings)
    if people is None:
        return f"{opening}\n{SIGNED_ELSEWHERE}"
    visitor = next(each for each in people() if "X-Tenant" in each.headers)
    return "\n".join(
        [
            opening,
            "",
            "There you can sign in as any of the demo's people:",
            listed(people()),
            "",
            "A first query from a shell, without a token:",
            curl(url, visitor.headers, FIRST),
            "",
            "Ctrl-C stops the gateway.",
        ]
    )


def curl(url: str, headers: dict[str, str], query: str) -> str:
    """A command for a shell that asks, a line an option."""
    sent = {**headers, "Content-Type": "application/json"}
    options = [shlex.join(["-H", f"{name}: {value}"]) for name, value in sent.items()]
    options.append(shlex.join(["-d", orjson.dumps({"query": query}).decode()]))
    return " \\\n".join([f"  curl -s {shlex.quote(url)}", *(f"    {option}" for option in options)])


def command() -> str:
    """How this program was called, so that what is printed can be pasted."""
    called = sys.argv[0]
    return shlex.quote(called) if called.endswith("/lyceum") and len(called) < 30 else "lyceum"


def _example(people: Sequence[Person]) -> str:
    return f"  {command()} people {people[0].name.split()[0].lower()}"


def _named(people: Sequence[Person]) -> str:
    return ", ".join(person.name for person in people)


def _plain(text: str) -> str:
    """The text without accents and case, its spaces single."""
    letters = (letter for letter in normalize("NFKD", text) if not combining(letter))
    return " ".join("".join(letters).casefold().split())
