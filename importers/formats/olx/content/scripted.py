"""Problems that a program writes or grades. Open edX runs such programs; here they are told apart from the others.

https://docs.openedx.org/en/latest/educators/references/course_development/exercise_tools/custom_python.html
"""

import re
from xml.etree.ElementTree import Element

GRADED_BY_PROGRAM = frozenset(
    ("customresponse", "coderesponse", "externalresponse", "javascriptresponse", "schematicresponse")
)
"""The responses whose answers only a program can grade."""

PROGRAMS = ("script", "answer")
VARIABLE = re.compile(r"\$\{?[A-Za-z_]\w*")
NOTE = "A program of the system that this question comes from grades it. It is not graded here."


def is_computed(problem: Element) -> bool:
    """Whether a program makes up parts of the problem: values such as `$x` in its texts, choices or keys.

    Without a script, `$x` in a text is only a text; but no key can be told from it.
    """
    has_script = any(_runs(script) for script in problem.iter("script"))
    return any(VARIABLE.search(text) for text in _key_texts(problem)) or (
        has_script and any(VARIABLE.search(text) for text in _texts(problem))
    )


def is_graded_by_program(response: Element) -> bool:
    """Whether only a program can tell if an answer is right."""
    return response.tag in GRADED_BY_PROGRAM


def has_client_script(problem: Element) -> bool:
    """Whether the problem has a script for the browser, which is left out."""
    return any(not _runs(script) for script in problem.iter("script"))


def _runs(script: Element) -> bool:
    """Whether Open edX runs a script on its server: so it does with all but JavaScript and Perl."""
    kind = script.get("type", "").lower()
    return "javascript" not in kind and "perl" not in kind


def _key_texts(problem: Element) -> list[str]:
    """The attributes of a problem that state right answers."""
    names = ("answer", "correct", "correct_answer", "expect", "rectangle", "regions", "samples")
    found = [element.get(name, "") for element in problem.iter() for name in names]
    return found + [one.get("default", "") for one in problem.iter("responseparam")]


def _texts(element: Element) -> list[str]:
    """The texts and attributes that learners see or that grading reads, without the programs themselves."""
    found = list(element.attrib.values())
    if element.tag not in PROGRAMS:
        found.append(element.text or "")
        for child in element:
            found += [*_texts(child), child.tail or ""]
    return found
