"""Documents made to keep a server busy: each as large as the limits let it be, of a given size."""

from collections.abc import Callable, Mapping

SDL = """
type Query { leaf(i: Int, l: [Int], s: String, o: In): Int me: Query list: [Query] any: Any node: Node }
input In { a: Int b: In c: [In] }
interface Node { id: ID me: Query }
union Any = A | B
type A implements Node { id: ID me: Query a: Int }
type B implements Node { id: ID me: Query b: Int }
"""


def repeat(size: int, text: str) -> str:
    return " ".join(text.replace("%", str(i)) for i in range(size))


def chain(size: int, body: str, end: str = "leaf") -> str:
    """Fragments that each use the next."""
    links = " ".join(f"fragment F{i} on Query {{ {body.replace('%', f'...F{i + 1}')} }}" for i in range(size))
    return f"{{ ...F0 }} {links} fragment F{size} on Query {{ {end} }}"


def nest(size: int, opening: str, core: str) -> str:
    return opening * size + core + "}" * size


HOSTILE: Mapping[str, Callable[[int], str]] = {
    "fragments doubled": lambda n: chain(n, "% %"),
    "fragments doubled under fields": lambda n: chain(n, "a: me { % } b: me { % }"),
    "fragments doubled under inline fragments": lambda n: chain(n, "... { % } ... { % }"),
    "a chain of fragments": lambda n: chain(n, "%"),
    "a cycle of fragments": lambda n: chain(n, "%", "...F0"),
    "many cycles": lambda n: "{ leaf } " + repeat(n, "fragment F% on Query { ...F% }"),
    "everyone uses everyone": lambda n: (
        "{ ...F0 } " + repeat(min(n, 60), "fragment F% on Query { " + repeat(min(n, 60), "...F%") + " }")
    ),
    "one leaf many times": lambda n: "{ " + "leaf " * n + "}",
    "one field many times": lambda n: "{ " + "me { leaf } " * n + "}",
    "one field many times, deeper": lambda n: "{ " + "me { me { leaf } } " * n + "}",
    "one field many times, with arguments": lambda n: "{ " + "leaf(i: 1, s: \"x\") " * n + "}",
    "one name for different fields": lambda n: "{ " + repeat(n, "x: leaf(i: %)") + " }",
    "one field in inline fragments": lambda n: "{ " + "... { me { leaf } } " * n + "}",
    "one field in nested inline fragments": lambda n: (
        "{ " + repeat(n // 20, nest(20, "... on Query { me { leaf } ", "leaf")) + " }"
    ),
    "one field in fragments": lambda n: (
        "{ " + repeat(n, "...F%") + " } " + repeat(n, "fragment F% on Query { me { leaf } leaf }")
    ),
    "one field in fragments, under a field": lambda n: (
        "{ " + repeat(n, "me { ...F% }") + " } " + repeat(n, "fragment F% on Query { me { leaf } }")
    ),
    "types that exclude each other": lambda n: (
        "{ " + "any { ... on A { x: id me { leaf } } ... on B { x: b me { leaf } } } " * n + "}"
    ),
    "many aliases": lambda n: "{ " + repeat(n, "a%: leaf") + " }",
    "many unknown fields": lambda n: "{ " + repeat(n, "lea%") + " }",
    "many unknown types": lambda n: "{ " + repeat(n, "... on Quer% { leaf }") + " }",
    "many unknown fragments": lambda n: "{ " + repeat(n, "...Nowhere%") + " }",
    "many unknown arguments": lambda n: "{ leaf(" + repeat(n, "j%: 1") + ") }",
    "one argument many times": lambda n: "{ leaf(" + repeat(n, "i: %") + ") }",
    "many unused fragments": lambda n: "{ leaf } " + repeat(n, "fragment F% on Query { leaf }"),
    "many operations": lambda n: repeat(n, "query Q% { leaf }"),
    "many operations of one name": lambda n: repeat(n, "query Q { leaf }"),
    "many operations that share fragments": lambda n: (
        repeat(n, "query Q% { ...F0 }") + chain(n, "%")[len("{ ...F0 }") :]
    ),
    "many operations that share variables": lambda n: (
        repeat(n, "query Q%($v: Int) { ...F }") + " fragment F on Query { leaf(l: [" + "$v " * n + "]) }"
    ),
    "many variables": lambda n: "query (" + repeat(n, "$v%: Int") + ") { leaf(l: [" + repeat(n, "$v%") + "]) }",
    "many unused variables": lambda n: "query (" + repeat(n, "$v%: Int") + ") { leaf }",
    "one variable many times": lambda n: "query (" + repeat(n, "$v: Int") + ") { leaf }",
    "many undefined variables": lambda n: "{ leaf(l: [" + repeat(n, "$v%") + "]) }",
    "many directives": lambda n: "{ leaf " + "@include(if: true) " * n + "}",
    "many unknown directives": lambda n: "{ leaf " + repeat(n, "@d%") + " }",
    "a wide list": lambda n: "{ leaf(l: [" + "1 " * n + "]) }",
    "a wide list of the wrong type": lambda n: "{ leaf(l: [" + '"x" ' * n + "]) }",
    "an object with one name many times": lambda n: "{ leaf(o: {" + "a: 1 " * n + "}) }",
    "an object with unknown names": lambda n: "{ leaf(o: {" + repeat(n, "z%: 1") + "}) }",
    "a nested object": lambda n: "{ leaf(o: " + "{b: " * n + "null" + "}" * n + ") }",
    "a nested list": lambda n: "{ leaf(l: " + "[" * n + "]" * n + ") }",
    "a nested type": lambda n: "query ($v: " + "[" * n + "Int" + "]" * n + ") { leaf }",
    "nested fields": lambda n: "{ " + nest(n, "me { ", "leaf") + " }",
    "nested inline fragments": lambda n: "{ " + nest(n, "... { ", "leaf") + " }",
    "nested and introspection": lambda n: (
        "{ __schema { types { " + nest(min(n, 90), "fields { type { ", "name" + "}" * min(n, 90)) + " } } }"
    ),
    "introspection many times": lambda n: (
        "{ " + repeat(n, "a%: __schema { ...S }") + " } fragment S on __Schema { types { name } }"
    ),
    "open brackets": lambda n: "{" * n,
    "comments": lambda n: "{ leaf }" + "\n#" * n,
    "new lines and errors": lambda n: "\n" * (10 * n) + "{ " + repeat(n, "x%") + " }",
    "a long name": lambda n: "{ " + "x" * (10 * n) + " }",
    "a long string": lambda n: '{ leaf(s: "' + "x" * (10 * n) + '") }',
    "a block string of many lines": lambda n: '{ leaf(s: """' + "\n  x" * (3 * n) + '""") }',
    "many fragments of one name": lambda n: "{ ...F } " + "fragment F on Query { leaf } " * n,
    "type definitions": lambda n: "{ leaf } " + repeat(n, "type T% { a: Int }"),
}  # fmt: skip
"""The name of an attack, and the document of that attack that grows with a number."""
