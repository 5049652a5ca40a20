"""The first reading of a publication: it collects what must be known before the first write, and checks the whole."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from db.models.taxonomy import AssociationKind
from importers.formats.standards.records import ASSOCIATION, STANDARD, Publication, Relation, Statement
from importers.formats.standards.statements import standards_by_guid
from importers.kit.graph import cycle
from importers.refusal import refused
from importers.report import BAD
from importers.target import Shared, batches

AT_THE_TOP = "says that a standard stands at the top; its place is kept"
NO_KIND = "a kind of the publisher's own, kept in the metadata of where it starts"
NOT_HERE = "leads to what is not here, kept in the metadata of where it starts"
UNKNOWN_START = "starts from a standard that is not here"
ITSELF = "leads back to where it starts"
REPEATED = "repeats an earlier association"


class Link(NamedTuple):
    """A relation to write: the identifiers of its ends, and its place among relations of the same kind."""

    origin: str
    kind: AssociationKind
    destination: str
    sequence: int | None


@dataclass(slots=True)
class Survey:
    """What a publication names, without its texts.

    codes: the code of each standard, unique in the framework, by the standard's identifier. places: from 1, from top to
    bottom. links: the relations to write. loose: relations that are only kept as stated, by their start. known: the ids
    of standards of other frameworks.
    """

    codes: dict[str, str] = field(default_factory=dict[str, str])
    places: dict[str, int] = field(default_factory=dict[str, int])
    links: list[Link] = field(default_factory=list[Link])
    loose: dict[str, list[dict[str, Any]]] = field(default_factory=dict[str, list[dict[str, Any]]])
    known: Mapping[str, UUID] = field(default_factory=dict[str, UUID])
    languages: set[str | None] = field(default_factory=set[str | None])


def fresh(statements: Iterator[Statement], seen: set[str]) -> Iterator[Statement]:
    """Yield the standards whose identifier is not in `seen` yet."""
    for statement in statements:
        if statement.guid not in seen:
            seen.add(statement.guid)
            yield statement


async def survey(publication: Publication, shared: Shared) -> Survey:
    """Read the publication once, counting the records that are read and those that will not be written.

    Raises `ImportRefused` for too many bad records, and for standards that stand below themselves.
    """
    found = Survey()
    for topic, value in publication.framework.notes:
        shared.report.warn(topic, value)
    _read_statements(publication, found, shared)
    relations, tops = _read_relations(publication, found, shared)
    _settle(publication, shared)
    ends = {end for relation in relations for end in (relation.origin, relation.destination)}
    found.known = await _elsewhere(shared, sorted(ends - found.codes.keys()))
    _sort_out(relations, found, shared)
    _refuse_circles(publication, found)
    found.places = _places(publication.framework.guid, found, tops)
    return found


def _read_statements(publication: Publication, found: Survey, shared: Shared) -> None:
    tally = shared.report.of(STANDARD)
    codes: set[str] = set()
    for statement in publication.statements():
        tally.read += 1
        if statement.guid in found.codes:
            tally.skip("repeats the identifier of an earlier one")
            continue
        code = statement.code or statement.guid
        if statement.code is None:
            shared.report.warn("a standard without a code goes by its identifier", statement.guid)
        if code in codes:
            shared.report.warn(
                "several standards have the same code; later ones get their identifier added", code
            )
            code = f"{code} ({statement.guid})"
        codes.add(code)
        found.codes[statement.guid] = code
        found.languages.add(statement.language)
        if tally.read % 500 == 0:
            shared.progress("reading", tally.read, None)


def _read_relations(
    publication: Publication, found: Survey, shared: Shared
) -> tuple[list[Relation], dict[str, int | None]]:
    """The relations that may be written, and the standards that the publication places at the top."""
    tally, framework = shared.report.of(ASSOCIATION), publication.framework.guid
    kept: list[Relation] = []
    tops: dict[str, int | None] = {}
    stated: dict[str, dict[str, Any]] = {}
    for relation in publication.relations():
        tally.read += 1
        if relation.origin == relation.destination:
            tally.skip(ITSELF)
        elif relation.destination == framework and relation.kind is AssociationKind.is_child_of:
            tally.skip(AT_THE_TOP)
            if relation.origin in tops:
                shared.report.warn(
                    "a standard is placed at the top twice; the first place counts", relation.place
                )
            tops.setdefault(relation.origin, relation.sequence)
            stated.setdefault(relation.origin, relation.stated)
        elif relation.kind is None:
            _keep_loose(found, relation, framework, NO_KIND, shared)
        elif framework in (relation.origin, relation.destination):
            _keep_loose(found, relation, framework, NOT_HERE, shared)
        else:
            kept.append(relation)
    _keep_tops(found, kept, stated, shared)
    return kept, tops


def _keep_tops(
    found: Survey, relations: Sequence[Relation], tops: Mapping[str, dict[str, Any]], shared: Shared
) -> None:
    """Keep the place at the top of a standard that also stands below another: no association says so."""
    parents: dict[str, set[str]] = defaultdict(set)
    for relation in relations:
        ends = {relation.origin, relation.destination}
        if relation.kind is AssociationKind.is_child_of and ends <= found.codes.keys():
            parents[relation.origin].add(relation.destination)
    for guid, above in parents.items():
        code = found.codes[guid]
        if guid in tops:
            shared.report.warn("a standard stands at the top and below another; both places are kept", code)
            found.loose.setdefault(guid, []).append(tops[guid])
        if len(above) > 1:
            shared.report.warn("a standard stands below several others; all places are kept", code)


def _settle(publication: Publication, shared: Shared) -> None:
    """Count the bad records. Raises `ImportRefused` if there are too many."""
    read = 0
    for kind, part in publication.parts.items():
        tally = shared.report.of(kind)
        bad = shared.faults.within(publication.name, part)
        tally.read += bad
        read += tally.read
        if bad:
            tally.skip(BAD, bad)
    shared.faults.settle({publication.name: read})


async def _elsewhere(shared: Shared, guids: Sequence[str]) -> dict[str, UUID]:
    known: dict[str, UUID] = {}
    for batch in batches(guids):
        known |= await standards_by_guid(shared.connection, batch)
    return known


def _sort_out(relations: Sequence[Relation], found: Survey, shared: Shared) -> None:
    tally = shared.report.of(ASSOCIATION)
    links: dict[tuple[str, AssociationKind | None, str], Link] = {}
    for relation in relations:
        assert relation.kind is not None
        key = (relation.origin, relation.kind, relation.destination)
        if relation.origin not in found.codes and relation.origin not in found.known:
            tally.skip(UNKNOWN_START)
            shared.report.warn(f"an association {UNKNOWN_START}", f"{relation.place}: {relation.origin}")
        elif relation.destination not in found.codes and relation.destination not in found.known:
            _keep_loose(found, relation, "", NOT_HERE, shared)
        elif key in links:
            tally.skip(REPEATED)
        else:
            links[key] = Link(relation.origin, relation.kind, relation.destination, relation.sequence)
    found.links = list(links.values())


def _keep_loose(found: Survey, relation: Relation, framework: str, reason: str, shared: Shared) -> None:
    """Keep a relation as it is stated, if the publication holds the row from which it starts."""
    tally = shared.report.of(ASSOCIATION)
    if relation.origin in found.codes or relation.origin == framework:
        tally.skip(reason)
        found.loose.setdefault(relation.origin, []).append(relation.stated)
    else:
        tally.skip(UNKNOWN_START)


def _refuse_circles(publication: Publication, found: Survey) -> None:
    parents: dict[str, list[str]] = defaultdict(list)
    for link in found.links:
        if link.kind is AssociationKind.is_child_of:
            parents[link.origin].append(link.destination)
    circle = cycle(parents)
    if circle is not None:
        path = " → ".join(found.codes.get(guid, guid) for guid in circle)
        raise refused(publication.name, ASSOCIATION, f"standards form a circle: {path}")


def _places(framework: str, found: Survey, tops: Mapping[str, int | None]) -> dict[str, int]:
    """The places of the standards, top to bottom: each below its first parent, and siblings by their numbers."""
    below: dict[str, list[tuple[int | None, str]]] = defaultdict(list)
    under: set[str] = set()
    for link in found.links:
        if link.kind is AssociationKind.is_child_of and link.origin in found.codes:
            below[link.destination].append((link.sequence, link.origin))
            if link.destination in found.codes:
                under.add(link.origin)
    first = [(tops.get(guid), guid) for guid in found.codes if guid in tops or guid not in under]
    stack = _in_order(first)[::-1]
    places: dict[str, int] = {}
    while stack:
        guid = stack.pop()
        if guid not in places:
            places[guid] = len(places) + 1
            stack += _in_order(below[guid])[::-1]
    return places


def _in_order(siblings: Sequence[tuple[int | None, str]]) -> list[str]:
    """The siblings by their numbers. Those without a number come last, in the source's order."""
    return [guid for _, guid in sorted(siblings, key=lambda one: (one[0] is None, one[0] or 0))]
