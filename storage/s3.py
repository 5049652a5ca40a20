"""A bucket of an S3-compatible server as a place for files."""

import re
import ssl
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from storage.presenting import Shown
from storage.refusal import StorageRefused, refused
from storage.signature import NOTHING, Signer, authorization, escaped, presigned, stamp

TIMEOUT = 60.0  # seconds without an answer
ATTEMPTS = 3
PAUSE = 0.5  # seconds before the second attempt, and twice that before the third
FOUND, MISSING, BUSY = 200, 404, 500
MAX_ANSWER = 10_000
Answer = tuple[int, Mapping[str, str], str]


class Bucket:
    """Files lie in a bucket below a prefix. Each thread has a connection of its own, kept open between requests."""

    def __init__(self, bucket: str, prefix: str, endpoint: str, signer: Signer) -> None:
        self._name = f"s3://{bucket}"
        self._below = f"{prefix}/" if prefix else ""
        url = urlsplit(endpoint)
        self._is_secure = url.scheme == "https"
        self._host = url.netloc
        self._root = f"{url.path.rstrip('/')}/{bucket}/"
        self._signer = signer
        self._own = threading.local()
        self._open: list[HTTPConnection] = []

    def uri(self, key: str) -> str:
        """Return the `s3://` address of a key."""
        return f"{self._name}/{self._below}{key}"

    def key_of(self, uri: str) -> str | None:
        """The key of an address in this bucket, below this prefix; null for any other."""
        start = f"{self._name}/{self._below}"
        return uri.removeprefix(start) if uri.startswith(start) else None

    def address(self, key: str, file: Shown, begins: int, seconds: int) -> str:
        """Return the address from which anybody gets the file, for `seconds` from `begins` on (a Unix time)."""
        path = escaped(self._root + self._below + key)
        query = {
            "X-Amz-Expires": str(seconds),
            "response-content-type": file.media_type,
            "response-content-disposition": file.disposition,
        }
        signed = presigned(path, self._host, query, datetime.fromtimestamp(begins, UTC), self._signer)
        return f"{'https' if self._is_secure else 'http'}://{self._host}{path}?{signed}"

    def holds(self, key: str, size: int) -> bool:
        """Whether a file of this size is stored under the key."""
        status, headers, _ = self._asked("HEAD", key, None, 0, NOTHING)
        if status == MISSING:
            return False
        if status != FOUND:
            raise self._refused(key, status, "")
        return headers.get("content-length") == str(size)

    def put(self, key: str, source: Path, size: int, sha256: str) -> None:
        """Upload a file."""
        status, _, text = self._asked("PUT", key, source, size, sha256)
        if status // 100 != FOUND // 100:
            raise self._refused(key, status, text)

    def close(self) -> None:
        """Close the connections."""
        while self._open:
            self._open.pop().close()

    def _asked(self, method: str, key: str, source: Path | None, size: int, sha256: str) -> Answer:
        """Send a request, and repeat it if the server was busy or out of reach. Every request is safe to repeat."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                if source is None:
                    answer = self._send(method, key, None, size, sha256)
                else:
                    with source.open("rb") as body:
                        answer = self._send(method, key, body, size, sha256)
            except ssl.SSLCertVerificationError:
                self._forget()
                raise refused(self._host, "the server's certificate is not trusted") from None
            except (OSError, HTTPException):
                self._forget()
                if attempt == ATTEMPTS:
                    reason = "the server can't be reached; LYCEUM_STORAGE_ENDPOINT says which it is"
                    raise refused(self._host, reason) from None
            else:
                if answer[0] < BUSY or attempt == ATTEMPTS:
                    return answer
            time.sleep(PAUSE * attempt)
        raise AssertionError

    def _send(self, method: str, key: str, body: BinaryIO | None, size: int, sha256: str) -> Answer:
        path = escaped(self._root + self._below + key)
        moment = datetime.now(UTC)
        headers = {"host": self._host, "x-amz-content-sha256": sha256, "x-amz-date": stamp(moment)}
        headers["authorization"] = authorization(method, path, headers, moment, self._signer)
        if body is not None:
            headers["content-length"] = str(size)
        connection = self._connection()
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read(MAX_ANSWER).decode("utf-8", "replace")
        if response.read(1):
            self._forget()  # no server gives so long an answer: the rest is not read
        return response.status, {name.lower(): value for name, value in response.getheaders()}, text

    def _connection(self) -> HTTPConnection:
        found: HTTPConnection | None = getattr(self._own, "connection", None)
        if found is None:
            kind = HTTPSConnection if self._is_secure else HTTPConnection
            found = self._own.connection = kind(self._host, timeout=TIMEOUT)
            self._open.append(found)
        return found

    def _forget(self) -> None:
        found: HTTPConnection | None = getattr(self._own, "connection", None)
        if found is not None:
            found.close()
            self._open.remove(found)
            self._own.connection = None

    def _refused(self, key: str, status: int, text: str) -> StorageRefused:
        """The refusal, with the server's status and the short code that its XML holds, and what to do about it."""
        code = re.search(r"<Code>(\w{1,60})</Code>", text)
        said = f"{status} {code[1]}" if code else str(status)
        remedy = {403: "check the keys, their rights and the region", MISSING: "check the bucket's name"}.get(
            status, "try again"
        )
        return refused(self.uri(key), f"the server answered {said}; {remedy}")
