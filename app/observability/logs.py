"""The form of log lines: JSON in production, readable text in development."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

import orjson

from app.observability.record import CURRENT


def configure_logs(environment: Literal["development", "production"], level: str) -> None:
    """Write every logger's lines to standard error, in the format of the environment. level: `info`, `debug`, …"""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if environment == "production" else ReadableLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # Our own line for each request says all that uvicorn's access log would say, and more.
    logging.getLogger("uvicorn.access").disabled = True
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True


class JsonLines(logging.Formatter):
    """Writes each line as one JSON object: time, level, logger, message, requestId, and the line's own fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if (request_id := CURRENT.get()) is not None:
            line["requestId"] = request_id
        line.update(_fields(record))
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


class ReadableLines(logging.Formatter):
    """Writes each line for a developer to read."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        time = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        fields = _fields(record)
        text = _request_line(fields) if fields else _escape(record.getMessage())
        if not fields and (request_id := CURRENT.get()) is not None:
            text += f"  [{request_id}]"
        line = f"{time} {record.levelname:<7} {text}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def _fields(record: logging.LogRecord) -> Mapping[str, Any]:
    return getattr(record, "fields", {})


def _request_line(fields: Mapping[str, Any]) -> str:
    parts = [f"{fields['method']} {_escape(fields['path'])} {fields['status']}"]
    parts.append(" ".join(str(fields[key]) for key in ("operation", "tenant") if fields[key]))
    if fields["statements"]:
        parts.append(f"{fields['statements']} statements in {fields['databaseMilliseconds']:.1f} ms")
    if fields["left"]:
        parts.append(f"left to graphql-core: {fields['left']}")
    parts.append(f"{fields['milliseconds']:.1f} ms, {fields['bytes']} bytes [{fields['requestId']}]")
    if "reason" in fields:
        parts.append(_escape(fields["reason"]))
    return "  ".join(part for part in parts if part)


def _escape(text: str) -> str:
    """The text without line breaks and control characters, so that a client can't forge a log line."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
