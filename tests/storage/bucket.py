"""A server that keeps files as an S3-compatible one does, and checks each signature."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote

ACCESS, SECRET = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
REGION = "eu-north-1"


class Server(ThreadingHTTPServer):
    """Keeps what is put there under a right signature."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.seen: list[str] = []
        self.busy = 0
        self.secret = SECRET

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def answer(self, status: int, length: int = 0, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) or length))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        """Gives out what the query of the address allows, under the name and media type that it asks for."""
        self.server.seen.append(f"GET {self.path.partition('?')[0]}")
        address, _, text = self.path.partition("?")
        given = dict(parse_qsl(text, keep_blank_values=True, strict_parsing=True))
        signature = given.pop("X-Amz-Signature", "")
        begins = datetime.strptime(given["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        access, day, region, service, end = given["X-Amz-Credential"].split("/")
        pairs = sorted((quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in given.items())
        canonical = "\n".join(
            [
                "GET",
                address,
                "&".join("=".join(pair) for pair in pairs),
                f"host:{self.headers['Host']}",
                "",
                "host",
            ]
        )
        digest = hashlib.sha256(f"{canonical}\nUNSIGNED-PAYLOAD".encode()).hexdigest()
        to_sign = "\n".join(
            ["AWS4-HMAC-SHA256", given["X-Amz-Date"], f"{day}/{region}/{service}/{end}", digest]
        )
        is_late = begins + timedelta(seconds=int(given["X-Amz-Expires"])) < datetime.now(UTC)
        is_ours = access == ACCESS and hmac.compare_digest(self.sealed(day, region, to_sign), signature)
        found = self.server.files.get(unquote(address))
        if is_late or not is_ours:
            self.answer(403, body=b"<Error><Code>AccessDenied</Code></Error>")
        elif found is None:
            self.answer(404, body=b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            self.send_response(200)
            self.send_header("Content-Type", given["response-content-type"])
            self.send_header("Content-Disposition", given["response-content-disposition"])
            self.send_header("Content-Length", str(len(found)))
            self.end_headers()
            self.wfile.write(found)

    def sealed(self, day: str, region: str, text: str) -> str:
        """The signature of a text, by the server's own key."""
        key = ("AWS4" + self.server.secret).encode()
        for part in (day, region, "s3", "aws4_request"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

    def is_signed(self) -> bool:
        """Works the signature out from the request alone, step by step as the specification has it."""
        algorithm, _, rest = self.headers["Authorization"].partition(" ")
        parts = dict(part.split("=", 1) for part in rest.split(","))
        access, day, region, service, end = parts["Credential"].split("/")
        names = parts["SignedHeaders"].split(";")
        lines = [self.command, self.path, ""]
        lines += [f"{name}:{self.headers[name].strip()}" for name in names]
        lines += ["", ";".join(names), self.headers["x-amz-content-sha256"]]
        canonical = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        text = "\n".join(
            [algorithm, self.headers["x-amz-date"], f"{day}/{region}/{service}/{end}", canonical]
        )
        signature = self.sealed(day, region, text)
        assert {"host", "x-amz-date", "x-amz-content-sha256"} <= set(names)
        return (access, region, service, end) == (ACCESS, REGION, "s3", "aws4_request") and (
            hmac.compare_digest(signature, parts["Signature"])
        )

    def do_HEAD(self) -> None:
        self.server.seen.append(f"HEAD {self.path}")
        found = self.server.files.get(unquote(self.path))
        if not self.is_signed():
            self.answer(403)
        elif found is None:
            self.answer(404)
        else:
            self.answer(200, len(found))

    def do_PUT(self) -> None:
        self.server.seen.append(f"PUT {self.path}")
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.busy:
            self.server.busy -= 1
            self.answer(503)
        elif not self.is_signed():
            self.answer(403, body=b"<Error><Code>SignatureDoesNotMatch</Code></Error>")
        elif hashlib.sha256(body).hexdigest() != self.headers["x-amz-content-sha256"]:
            self.answer(400, body=b"<Error><Code>XAmzContentSHA256Mismatch</Code></Error>")
        else:
            self.server.files[unquote(self.path)] = body
            self.answer(200)
