"""The settings are read once, and the error for a wrong setting names it."""

import ast
from base64 import urlsafe_b64decode
from pathlib import Path

import pytest

from app.settings import DEMO_SECRET, Settings, SettingsError, markdown
from db.embedded import EmbeddedServer

ROOT = Path(__file__).parents[2]
OWN_SECRET = "s" * 32
A_STORE = "a folder's path, or a bucket like s3://course-files/media"
A_SERVER = "an https URL like https://s3.example.org"
A_KEY_SET = "the path of a file that exists, or an https URL"
REGIONS = (
    "regions like eu=postgresql://user:password@host/database, separated by commas, each named once "
    "(its text is not shown here)"
)
A_TEXT = "a text without line breaks or control characters"
ORIGINS = "origins like https://app.example.org, separated by commas and without a path, or *"


def test_the_defaults_are_those_of_development() -> None:
    settings = Settings.read({})
    assert settings == Settings(jwt_secret=DEMO_SECRET)
    assert (settings.host, settings.port, settings.environment) == ("127.0.0.1", 8000, "development")


def test_every_kind_of_value_is_read() -> None:
    settings = Settings.read(
        {
            "LYCEUM_DATABASE_URL": "postgresql://gateway:pw@db/lyceum",
            "LYCEUM_DATA_DIRECTORY": "/srv/data",
            "LYCEUM_PORT": "0",
            "LYCEUM_POOL_WAIT_SECONDS": "0.5",
            "LYCEUM_CORS_ORIGINS": "https://a.example, http://localhost:5173",
            "LYCEUM_CLAIM_TENANT": "https://example.org/tenant",
            "HOME": "/home/nobody",
        }
    )
    assert settings.jwt_secret is None, "the database is not the embedded one"
    assert settings == Settings(
        database_url="postgresql://gateway:pw@db/lyceum",
        data_directory=Path("/srv/data"),
        port=0,
        pool_wait_seconds=0.5,
        cors_origins=("https://a.example", "http://localhost:5173"),
        claim_tenant="https://example.org/tenant",
    )


def test_regions_have_a_database_each() -> None:
    value = "eu=postgresql://a,b/lyceum?options=x, us-west=postgres://c/lyceum"
    assert Settings.read({"LYCEUM_REGIONS": value}).regions == {
        "eu": "postgresql://a,b/lyceum?options=x",
        "us-west": "postgres://c/lyceum",
    }
    with pytest.raises(SettingsError, match="LYCEUM_DATABASE_URL and LYCEUM_REGIONS exclude each other"):
        Settings.read({"LYCEUM_REGIONS": value, "LYCEUM_DATABASE_URL": "postgresql://a/lyceum"})


@pytest.mark.parametrize(
    ("environ", "port"),
    [({"PORT": "9000"}, 9000), ({"PORT": "9000", "LYCEUM_PORT": "9001"}, 9001), ({"PORT": ""}, 8000)],
)
def test_plain_port_gives_way_to_the_setting(environ: dict[str, str], port: int) -> None:
    assert Settings.read(environ).port == port


def test_an_empty_value_counts_as_none() -> None:
    assert Settings.read({"LYCEUM_JWT_JWKS": "", "LYCEUM_HOST": ""}) == Settings.read({})


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("LYCEUM_DATABSE_URL", "x", "LYCEUM_DATABSE_URL is not a setting; docs/settings.md lists them"),
        ("LYCEUM_REGIONS", "postgresql://db/lyceum", f"LYCEUM_REGIONS must be {REGIONS}"),
        ("LYCEUM_REGIONS", "eu=mysql://db/lyceum", f"LYCEUM_REGIONS must be {REGIONS}"),
        ("LYCEUM_REGIONS", "eu=postgresql://a/x, eu=postgresql://b/x", f"LYCEUM_REGIONS must be {REGIONS}"),
        ("LYCEUM_REGIONS", "eu=postgresql://a/x,", f"LYCEUM_REGIONS must be {REGIONS}"),
        ("LYCEUM_PORT", "65536", "LYCEUM_PORT must be a whole number from 0 to 65535"),
        ("LYCEUM_PORT", "-1", "LYCEUM_PORT must be a whole number from 0 to 65535"),
        ("LYCEUM_PORT", "٣", "LYCEUM_PORT must be a whole number from 0 to 65535"),
        ("PORT", "http", "LYCEUM_PORT must be a whole number from 0 to 65535"),
        ("LYCEUM_WORKERS", "0", "LYCEUM_WORKERS must be a whole number from 1 to 256"),
        (
            "LYCEUM_POOL_WAIT_SECONDS",
            "nan",
            "LYCEUM_POOL_WAIT_SECONDS must be a number of seconds from 0.01 to 300",
        ),
        (
            "LYCEUM_POOL_WAIT_SECONDS",
            "soon",
            "LYCEUM_POOL_WAIT_SECONDS must be a number of seconds from 0.01 to 300",
        ),
        ("LYCEUM_ENVIRONMENT", "prod", "LYCEUM_ENVIRONMENT must be one of development, production"),
        ("LYCEUM_JWT_AUDIENCE", "a\nb", f"LYCEUM_JWT_AUDIENCE must be {A_TEXT}"),
        ("LYCEUM_JWT_JWKS", "http://idp.example/k", f"LYCEUM_JWT_JWKS must be {A_KEY_SET}"),
        ("LYCEUM_JWT_JWKS", "/no/such", f"LYCEUM_JWT_JWKS must be {A_KEY_SET}"),
        ("LYCEUM_STORAGE", "gs://files", f"LYCEUM_STORAGE must be {A_STORE}"),
        ("LYCEUM_STORAGE", "s3://A", f"LYCEUM_STORAGE must be {A_STORE}"),
        ("LYCEUM_STORAGE_ENDPOINT", "http://s3.example", f"LYCEUM_STORAGE_ENDPOINT must be {A_SERVER}"),
        ("LYCEUM_STORAGE_ENDPOINT", "https://u:p@s3.example", f"LYCEUM_STORAGE_ENDPOINT must be {A_SERVER}"),
        ("LYCEUM_CORS_ORIGINS", "https://a.example/path", f"LYCEUM_CORS_ORIGINS must be {ORIGINS}"),
        ("LYCEUM_CORS_ORIGINS", "https://a.example:x", f"LYCEUM_CORS_ORIGINS must be {ORIGINS}"),
        ("LYCEUM_CORS_ORIGINS", "https://a..example", f"LYCEUM_CORS_ORIGINS must be {ORIGINS}"),
        ("LYCEUM_CORS_ORIGINS", "https://a.example, *", f"LYCEUM_CORS_ORIGINS must be {ORIGINS}"),
        ("LYCEUM_CORS_ORIGINS", "https://", f"LYCEUM_CORS_ORIGINS must be {ORIGINS}"),
        ("LYCEUM_CORS_ORIGINS", "null", f"LYCEUM_CORS_ORIGINS must be {ORIGINS}"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str, message: str) -> None:
    with pytest.raises(SettingsError) as error:
        Settings.read({name: value})
    assert str(error.value) == message


def test_an_origin_is_taken_as_browsers_send_it() -> None:
    given = "HTTPS://App.Example:443, http://[::1]:80, http://localhost:5173, https://münchen.example, http://a:443"
    assert Settings.read({"LYCEUM_CORS_ORIGINS": given}).cors_origins == (
        "https://app.example",
        "http://[::1]",
        "http://localhost:5173",
        "https://xn--mnchen-3ya.example",
        "http://a:443",
    )


@pytest.mark.parametrize("name", ["LYCEUM_JWT_SECRET", "LYCEUM_DATABASE_URL", "LYCEUM_OWNER_DATABASE_URL"])
def test_a_secret_is_never_repeated(name: str) -> None:
    with pytest.raises(SettingsError, match=name) as error:
        Settings.read({name: "hunter2"})
    assert "hunter2" not in str(error.value)


A_KEY, B_KEY = "A" * 43, "_-" * 21 + "8"
SEALING_KEYS = (
    "keys like 2026-11=… of 32 bytes in base64url, separated by commas, each named once "
    "(their text is not shown here)"
)


def test_keys_that_seal_have_names_and_an_order() -> None:
    read = Settings.read({"LYCEUM_SECRETS_KEY": f"2026-11={B_KEY}=, 2026-01={A_KEY}"}).secrets_key
    assert read is not None
    assert list(read.items()) == [("2026-11", urlsafe_b64decode(B_KEY + "=")), ("2026-01", bytes(32))]


@pytest.mark.parametrize(
    "value",
    [
        A_KEY,
        f"2026={A_KEY[1:]}",
        f"2026={A_KEY}AA",
        f"OLD={A_KEY}",
        f"a={A_KEY}, a={B_KEY}",
        f"a={A_KEY},",
        "a=hunter2",
    ],
)
def test_a_wrong_key_that_seals_is_never_repeated(value: str) -> None:
    with pytest.raises(SettingsError) as error:
        Settings.read({"LYCEUM_SECRETS_KEY": value})
    assert str(error.value) == f"LYCEUM_SECRETS_KEY must be {SEALING_KEYS}"


def test_a_storage_key_is_never_repeated() -> None:
    with pytest.raises(SettingsError, match="LYCEUM_STORAGE_SECRET_KEY must be a text of") as error:
        Settings.read({"LYCEUM_STORAGE_SECRET_KEY": "hunter 2"})
    assert "hunter" not in str(error.value)


KNOWN_TO_EVERYONE = (
    "LYCEUM_JWT_SECRET is the demo secret, which everyone knows: set one of your own (that one counts only in "
    "development, with the embedded database and a loopback address)"
)
DISGUISES = [
    DEMO_SECRET,
    DEMO_SECRET + " ",
    " " + DEMO_SECRET,
    DEMO_SECRET.upper(),
    DEMO_SECRET.title(),
    f"production-{DEMO_SECRET}-2026",
    DEMO_SECRET.replace("-", "_"),
    DEMO_SECRET.replace("-", " "),
    DEMO_SECRET.replace("-", ""),
    DEMO_SECRET.replace("-", "\u2011"),
    DEMO_SECRET.replace("lyceum", "\uff4c\uff59\uff43\uff45\uff55\uff4d"),
]
REMOTE = "postgresql://gateway:pw@db.example/lyceum"
OPEN_PLACES: dict[str, dict[str, str]] = {
    "production": {"LYCEUM_ENVIRONMENT": "production"},
    "a remote database": {"LYCEUM_DATABASE_URL": REMOTE},
    "a database of this machine that is not the embedded one": {
        "LYCEUM_DATABASE_URL": "postgresql:///lyceum?host=/var/run/postgresql"
    },
    "a remote database by its owner's URL": {"LYCEUM_OWNER_DATABASE_URL": REMOTE},
    "regions": {"LYCEUM_REGIONS": f"eu={REMOTE}"},
    "every address": {"LYCEUM_HOST": "0.0.0.0"},
    "every address of both families": {"LYCEUM_HOST": "::"},
    "an address of the network": {"LYCEUM_HOST": "192.168.1.7"},
    "a name": {"LYCEUM_HOST": "gateway.example"},
}


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("place", OPEN_PLACES.values(), ids=OPEN_PLACES)
def test_where_others_reach_the_gateway_the_demo_secret_is_refused_in_any_disguise(
    place: dict[str, str], disguise: str
) -> None:
    with pytest.raises(SettingsError) as error:
        Settings.read({**place, "LYCEUM_JWT_SECRET": disguise})
    assert str(error.value) == KNOWN_TO_EVERYONE


@pytest.mark.parametrize("place", OPEN_PLACES.values(), ids=OPEN_PLACES)
def test_where_others_reach_the_gateway_no_secret_is_taken_for_granted(place: dict[str, str]) -> None:
    assert Settings.read(place).jwt_secret is None
    assert Settings.read({**place, "LYCEUM_JWT_SECRET": OWN_SECRET}).jwt_secret == OWN_SECRET


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "localhost", "::1"])
def test_a_developer_needs_no_secret_on_a_loopback_address(host: str, server: EmbeddedServer) -> None:
    assert Settings.read({"LYCEUM_HOST": host}).jwt_secret == DEMO_SECRET
    embedded = {
        "LYCEUM_HOST": host,
        "LYCEUM_DATA_DIRECTORY": str(server.directory),
        "LYCEUM_DATABASE_URL": server.url("lyceum_gateway"),
    }
    assert Settings.read(embedded).jwt_secret == DEMO_SECRET
    elsewhere = {**embedded, "LYCEUM_DATA_DIRECTORY": str(server.directory / "another")}
    assert Settings.read(elsewhere).jwt_secret is None


def test_a_secret_and_a_key_set_exclude_each_other() -> None:
    with pytest.raises(SettingsError, match="LYCEUM_JWT_SECRET and LYCEUM_JWT_JWKS exclude each other"):
        Settings.read({"LYCEUM_JWT_SECRET": OWN_SECRET, "LYCEUM_JWT_JWKS": "https://idp.example/keys"})
    assert Settings.read({"LYCEUM_JWT_JWKS": "https://idp.example/keys"}).jwt_secret is None


def test_the_page_of_settings_is_current() -> None:
    assert (ROOT / "docs" / "settings.md").read_text() == markdown(), "run `make docs`"


def test_nothing_else_reads_the_environment() -> None:
    """`app.main` and the command line pass the environment to Settings.read; db.embedded passes PATH to PostgreSQL."""
    allowed = {"app/main.py", "app/cli/__init__.py", "app/cli/serve.py", "db/embedded/binaries.py"}
    readers = {
        path.relative_to(ROOT).as_posix()
        for room in ("app", "db", "resolvers", "importers", "storage", "demo")
        for path in (ROOT / room).rglob("*.py")
        if any(
            isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}
            for node in ast.walk(ast.parse(path.read_text()))
        )
    }
    assert readers <= allowed
