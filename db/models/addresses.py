"""The addresses that a page may follow: what a column may hold that a browser opens.

A browser runs what stands after `javascript:`, and opens files of the reader's machine. So each such column is declared
as an address, and a check of the database holds it to the form of one.
"""

import re

WEB = r"https?://\S+"
"""An address of the web, in any case; PostgreSQL and Python read the pattern alike."""


def is_web(text: str) -> bool:
    """Whether a page may follow the address."""
    return re.fullmatch(WEB, text, re.IGNORECASE) is not None


def condition(column: str) -> str:
    """The same as SQL over a column."""
    return f"{column} ~* '^({WEB})$'"
