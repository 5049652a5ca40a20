"""The schema of a database as text, to compare."""

import asyncio
import re
import subprocess

from db.embedded import binary


async def dump(url: str) -> list[str]:
    """The schema of a database as pg_dump writes it: one part for each object, in an order that is always the same.

    The columns of a table are sorted too, because a column that is added later comes last, wherever the model has it.
    Comments on columns of a log's months are left out, because the log itself has the same.
    """
    command = (str(binary("pg_dump")), "--schema-only", url)
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, check=True, timeout=60
    )
    parts = re.split(r"(?m)^--\n-- Name: .*\n--\n", done.stdout)[1:]
    kept = [re.sub(r"(?m)^(--.*|\\.*|SET .*)?\n", "", part).strip() for part in parts]
    return sorted(
        _unordered(part)
        for part in kept
        if part
        and "alembic_version" not in part.split("\n")[0]
        and not part.startswith("COMMENT ON COLUMN logs.")
    )


def _unordered(part: str) -> str:
    if not part.startswith("CREATE TABLE"):
        return part
    head, body, tail = re.findall(r"\A(.*?\(\n)(.*?)(\n\).*)\Z", part, re.DOTALL)[0]
    return head + ",\n".join(sorted(body.split(",\n"))) + tail
