"""The settings: read once from the environment, into one frozen object.

No other code of the project reads the environment. `python -m app.settings` prints the page docs/settings.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, Self
from unicodedata import normalize

from app import setting_kinds as kinds
from app.operations.budgets import Budgets
from db.embedded.status import is_served_from
from db.errors import OperatorError
from resolvers.kit.reading.budget import Budget

PREFIX = "LYCEUM_"
DEMO_SECRET = "lyceum-demo-secret-for-development-only"  # noqa: S105 - known to everyone


class SettingsError(OperatorError):
    """A setting is unknown or malformed. The message is one line that names it."""


def _setting(default: object, kind: Callable[[str], object], description: str, unset: str = "") -> Any:
    """Declare a setting. unset: what applies if there is no default, for the documentation."""
    return field(default=default, metadata={"kind": kind, "description": description, "unset": unset})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator may choose. Each field's environment variable is `LYCEUM_` and the field's name in capitals."""

    database_url: str | None = _setting(
        None,
        kinds.database_url,
        "The PostgreSQL 18 database, as the role `lyceum_gateway`, which owns nothing and can't bypass "
        "row-level security.",
        unset="an embedded PostgreSQL",
    )
    owner_database_url: str | None = _setting(
        None,
        kinds.database_url,
        "The same database as the role that owns its tables, for `migrate`, `demo`, `import` and `token`. "
        "`serve` doesn't use it.",
        unset="an embedded PostgreSQL",
    )
    regions: Mapping[str, str] | None = _setting(
        None,
        kinds.regions,
        "A database for each region, instead of `LYCEUM_DATABASE_URL`: `eu=postgresql://…, us=postgresql://…`. A "
        "tenant is served only from the database of its `data_region`.",
        unset="one database for all tenants",
    )
    data_directory: Path = _setting(
        Path(".lyceum"),
        kinds.folder,
        "The folder of the embedded PostgreSQL: its data, its log and its locks.",
    )
    wal_archive: Path | None = _setting(
        None,
        kinds.folder,
        "The folder in which the embedded PostgreSQL archives its write-ahead log, so that a backup can be restored to "
        "any later moment.",
        unset="no archive",
    )
    storage: str | None = _setting(
        None,
        kinds.storage,
        "Where files are kept: a folder, or a bucket as `s3://bucket/prefix`. `import` puts the files of packages "
        "there, and the gateway gives them out, of each tenant those below its own id.",
        unset="the folder `storage` in `LYCEUM_DATA_DIRECTORY`",
    )
    storage_endpoint: str | None = _setting(
        None,
        kinds.server_url,
        "The S3-compatible server of the bucket, such as `https://s3.example.org`.",
        unset="Amazon's server in the region",
    )
    storage_region: str = _setting("us-east-1", kinds.text, "The bucket's region.")
    storage_access_key: str | None = _setting(
        None,
        kinds.password,
        "The access key that may list the bucket, and read and write its objects.",
        unset="none",
    )
    storage_secret_key: str | None = _setting(
        None, kinds.password, "The access key's secret key.", unset="none"
    )
    files_key: Mapping[str, bytes] | None = _setting(
        None,
        kinds.sealing_keys,
        "The keys that sign the addresses of files in a folder, as `2026-11=…`: a name, and 32 random bytes in "
        "base64url. Several keys are separated by commas: the first signs, and what any of them signed opens.",
        unset="in development one that follows from `LYCEUM_JWT_SECRET`; in production none, so that no file of a "
        "folder is given out",
    )
    public_url: str | None = _setting(
        None,
        kinds.server_url,
        "The gateway's address as its clients see it, such as `https://api.example.org`, with which the addresses of "
        "files in a folder begin.",
        unset="`http://`, `LYCEUM_HOST` and `LYCEUM_PORT`",
    )
    environment: Literal["development", "production"] = _setting(
        "development",
        kinds.one_of("development", "production"),
        "`production` refuses the demo secret, writes logs as JSON, offers no demo people to sign in as, and shows "
        "the schema to whoever is signed in.",
    )
    host: str = _setting("127.0.0.1", kinds.text, "The address to listen on; `0.0.0.0` is every address.")
    port: int = _setting(
        8000, kinds.whole(0, 65_535), "The port to listen on; 0 chooses a free one. `PORT` is accepted too."
    )
    workers: int = _setting(
        1, kinds.whole(1, 256), "How many server processes run; one for each core is a good start."
    )
    pool_size: int = _setting(
        8,
        kinds.whole(1, 1000),
        "How many database connections each process has; it serves as many operations at once.",
    )
    pool_wait_seconds: float = _setting(
        5.0,
        kinds.seconds(0.01, 300),
        "How long a request waits for a connection before it is answered with 503.",
    )
    max_waiting: int = _setting(
        256,
        kinds.whole(1, 100_000),
        "How many requests of each process may wait for a connection; more are answered with 503 at once, those first "
        "that wait in the longest line.",
    )
    viewer_share: float = _setting(
        0.5,
        kinds.share,
        "Which part of a process's connections one viewer may use at a time; all visitors without a token count as "
        "one.",
    )
    database_answer_seconds: float = _setting(
        1.5,
        kinds.seconds(0.01, 60),
        "How long the database may take to accept a connection, and how long a connection may be silent before the "
        "server is asked whether it still works for it; one that is lost is replaced.",
    )
    statement_timeout_seconds: float = _setting(
        10.0,
        kinds.seconds(0.01, 3600),
        "How long one SQL statement may run before its operation ends with TIMEOUT.",
    )
    operation_timeout_seconds: float = _setting(
        10.0,
        kinds.seconds(0.01, 3600),
        "How long an operation may take since its request came, waiting included, before it ends with TIMEOUT.",
    )
    shutdown_seconds: int = _setting(
        20,
        kinds.whole(0, 3600),
        "How long a stopping server waits for running requests before it cuts them off.",
    )
    jwt_secret: str | None = _setting(
        None,
        kinds.secret,
        "The shared secret of HS256 tokens, 32 bytes or more. Not beside `LYCEUM_JWT_JWKS`.",
        unset="none; with the embedded database and a loopback address a demo secret that everyone knows",
    )
    jwt_jwks: str | None = _setting(
        None,
        kinds.key_set,
        "The issuer's JSON Web Key Set (RS256, ES256, EdDSA): a file, or an https URL. The gateway reads it again when "
        "its copy is old, or when a token names a key that is not in it.",
        unset="`LYCEUM_JWT_SECRET` is used",
    )
    jwt_issuer: str = _setting("https://lyceum.local", kinds.text, "The `iss` claim that a token must have.")
    jwt_audience: str = _setting("lyceum", kinds.text, "The `aud` claim that a token must have.")
    jwt_leeway_seconds: int = _setting(
        0,
        kinds.whole(0, 300),
        "How far the issuer's clock may be off when `exp` and `nbf` are checked.",
    )
    secrets_key: Mapping[str, bytes] | None = _setting(
        None,
        kinds.sealing_keys,
        "The keys that encrypt (seal) secrets of other systems, such as OAuth tokens, as `2026-11=…`: a name, and 32 "
        "random bytes in base64url. Several keys are separated by commas: the first seals, and each opens what it "
        "sealed. `lyceum connect-lms --reseal` seals everything again with the first.",
        unset="none: nothing is sealed or opened",
    )
    claim_tenant: str = _setting(
        "tenant",
        kinds.text,
        "The claim with the tenant's code or UUID. The setting is a claim's exact name, such as "
        "`https://example.org/tenant`, or else a dotted path, such as `app.tenant`.",
    )
    claim_subject: str = _setting(
        "sub", kinds.text, "The claim that names the person, found in the same way."
    )
    claim_scopes: str = _setting(
        "scope", kinds.text, "The claim with the scopes: a list, or words separated by spaces."
    )
    claim_roles: str = _setting(
        "roles", kinds.text, "The claim with roles; it can only narrow the roles that the database grants."
    )
    cors_origins: tuple[str, ...] = _setting(
        (),
        kinds.origins,
        "The web origins whose pages may call the gateway, separated by commas. In development, pages that this "
        "machine serves (`http://localhost:…`) may call it too.",
        unset="only its own",
    )
    max_connections: int = _setting(
        1_000,
        kinds.whole(1, 1_000_000),
        "Connections of clients that each process holds; one more takes the place of one that asks nothing, or is "
        "answered with 503.",
    )
    max_header_bytes: int = _setting(
        65_536, kinds.whole(1024, 1 << 20), "The largest address and headers of a request together, in bytes."
    )
    header_seconds: float = _setting(
        10.0, kinds.seconds(0.01, 3600), "How long a request's headers may take to come."
    )
    body_seconds: float = _setting(
        60.0, kinds.seconds(0.01, 3600), "How long a request's body may take to come."
    )
    stall_seconds: float = _setting(
        20.0,
        kinds.seconds(0.01, 3600),
        "How long an answer may wait for a client that reads nothing, or next to nothing, before it is dropped.",
    )
    max_unsent_bytes: int = _setting(
        67_108_864,
        kinds.whole(65_536, 1 << 40),
        "The most bytes of answers that a process holds for clients that don't read fast enough; beyond that, those "
        "who have read nothing for longest are dropped.",
    )
    max_body_bytes: int = _setting(
        1_048_576, kinds.whole(1024, 1 << 30), "The largest request body, in bytes."
    )
    max_depth: int = _setting(100, kinds.whole(1, 1000), "The deepest nesting of fields in an operation.")
    max_fields: int = _setting(
        1_000, kinds.whole(1, 1_000_000), "The most fields of an operation, with fragments expanded."
    )
    max_tokens: int = _setting(4_000, kinds.whole(1, 10_000_000), "The most lexical tokens of a document.")
    budget_visitor: Budget = _setting(
        Budgets().visitor, kinds.budget, "What an operation of a visitor may cost at most (docs/limits.md)."
    )
    budget_person: Budget = _setting(
        Budgets().person, kinds.budget, "Likewise, of a person who has signed in."
    )
    budget_client: Budget = _setting(
        Budgets().client, kinds.budget, "Likewise, of a client whose token has scopes."
    )
    operation_cache_size: int = _setting(
        1_000, kinds.whole(1, 1_000_000), "How many validated operations each process keeps."
    )
    introspection: Literal["everyone", "signed_in", "nobody"] | None = _setting(
        None,
        kinds.one_of("everyone", "signed_in", "nobody"),
        "Who is shown the schema, by `__schema`, `__type`, `/schema.graphql` and suggestions in errors: `everyone`, "
        "`signed_in` or `nobody`.",
        unset="`everyone` in development, `signed_in` in production",
    )
    max_introspection_bytes: int = _setting(
        4_194_304,
        kinds.whole(1024, 1 << 30),
        "The most bytes that an operation may ask of the schema itself; the whole of it is half as many.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = _setting(
        "info", kinds.one_of("debug", "info", "warning", "error"), "The least severe level that is logged."
    )

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings from an environment. An empty value counts as unset.

        Raises SettingsError for a `LYCEUM_` name that is not a setting's, a value that can't be read, or two values
        that exclude each other.
        """
        given = {name: value for name, value in environ.items() if name.startswith(PREFIX) and value}
        if environ.get("PORT"):
            given.setdefault(variable("port"), environ["PORT"])
        known = {variable(each.name): each for each in fields(cls)}
        for name in sorted(given.keys() - known.keys()):
            raise SettingsError(f"{name} is not a setting; docs/settings.md lists them")
        settings = cls(
            **{known[name].name: _parse(name, known[name].metadata["kind"], given[name]) for name in given}
        )
        if settings.database_url and settings.regions:
            one, many = variable("database_url"), variable("regions")
            raise SettingsError(f"{one} and {many} exclude each other: give the database a region of {many}")
        return settings._with_keys()

    def _with_keys(self) -> Self:
        secret, keys = variable("jwt_secret"), variable("jwt_jwks")
        if self.jwt_secret and self.jwt_jwks:
            raise SettingsError(f"{secret} and {keys} exclude each other: set the one that signs the tokens")
        if self.jwt_secret and holds_demo_secret(self.jwt_secret) and not self.is_at_home:
            raise SettingsError(
                f"{secret} is the demo secret, which everyone knows: set one of your own (that one counts only in "
                "development, with the embedded database and a loopback address)"
            )
        if self.is_at_home and not self.jwt_secret and not self.jwt_jwks:
            return replace(self, jwt_secret=DEMO_SECRET)
        return self

    @property
    def schema_readers(self) -> Literal["everyone", "signed_in", "nobody"]:
        """Who may see the schema."""
        return self.introspection or ("everyone" if self.environment == "development" else "signed_in")

    @property
    def is_at_home(self) -> bool:
        """Whether only this machine's own users can reach the server, as when a developer tries it out."""
        urls = [url for url in (self.database_url, self.owner_database_url) if url is not None]
        return (
            self.environment == "development"
            and kinds.is_loopback(self.host)
            and not self.regions
            and all(is_served_from(self.data_directory, url) for url in urls)
        )


def holds_demo_secret(secret: str) -> bool:
    """Whether the secret is or contains the demo secret, in any letter case, with anything between its words."""

    def letters(text: str) -> str:
        return "".join(filter(str.isalnum, normalize("NFKC", text).casefold()))

    return letters(DEMO_SECRET) in letters(secret)


def variable(name: str) -> str:
    """Return the environment variable of a field."""
    return PREFIX + name.upper()


def _parse(name: str, kind: Callable[[str], object], value: str) -> Any:
    try:
        return kind(value)
    except kinds.Expected as expected:
        raise SettingsError(f"{name} must be {expected}") from None


def markdown() -> str:
    """Return the page docs/settings.md."""
    rows = [
        f"| `{variable(each.name)}` | {_default(each.default, each.metadata['unset'])} | "
        f"{each.metadata['description']} |"
        for each in fields(Settings)
    ]
    return "\n".join(
        [
            "# Settings",
            "",
            "All settings are environment variables, read once at the start. If a `LYCEUM_` name is unknown or a value",
            "is malformed, the command stops with one line that names the setting. An empty value counts as not set.",
            "This page is written by `make docs` from the settings' own descriptions.",
            "",
            "| setting | default | meaning |",
            "| --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _default(value: object, unset: str) -> str:
    if unset:
        return unset
    if isinstance(value, Budget):
        return f"`{kinds.written_budget(value)}`"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


if __name__ == "__main__":
    print(markdown(), end="")  # noqa: T201
