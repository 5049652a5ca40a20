"""docker-compose.yml by the Compose specification, by the settings, and by what a careful operator expects.

`compose-spec/` is the specification's own JSON schema (Apache License 2.0). No Docker engine is needed.
"""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from app.settings import Settings

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((Path(__file__).parent / "compose-spec" / "schema.json").read_text())
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]

GIVEN = {
    "POSTGRES_PASSWORD": "a",
    "OWNER_PASSWORD": "b",
    "GATEWAY_PASSWORD": "c",
    "WRITER_PASSWORD": "d",
    "JWT_SECRET": "e" * 32,
    "JWT_ISSUER": "https://idp.example",
}


def test_it_is_a_compose_file() -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(COMPOSE)


def test_the_schema_would_notice_a_mistake() -> None:
    broken = {**COMPOSE, "services": {"gateway": {"image": "x", "heathcheck": {}}}}
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(broken)


@pytest.mark.parametrize("service", [name for name in SERVICES if name != "database"])
def test_its_settings_are_known_and_readable(service: str) -> None:
    environ = {name: substitute(value) for name, value in SERVICES[service]["environment"].items()}
    assert all(name.startswith("LYCEUM_") for name in environ)
    Settings.read(environ)


def test_the_gateway_is_one_for_production() -> None:
    environ = {name: substitute(value) for name, value in SERVICES["gateway"]["environment"].items()}
    settings = Settings.read(environ)
    assert (settings.environment, settings.host, settings.port) == ("production", "0.0.0.0", 8000)
    assert settings.database_url == "postgresql://lyceum_gateway:c@database:5432/lyceum"
    assert settings.owner_database_url is None
    assert seconds(SERVICES["gateway"]["stop_grace_period"]) > settings.shutdown_seconds + 2


def test_no_secret_stands_in_it() -> None:
    secrets = re.findall(r"\$\{(\w*(?:PASSWORD|SECRET))[^}]*\}", TEXT)
    assert set(secrets) == {name for name in GIVEN if name.endswith(("PASSWORD", "SECRET"))}
    for name, value in SERVICES["database"]["environment"].items():
        if name.endswith("PASSWORD"):
            assert value.startswith(f"${{{name}:?"), "a missing password must stop the start"


def test_each_step_waits_for_the_one_before() -> None:
    assert SERVICES["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert SERVICES["gateway"]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert "healthcheck" in SERVICES["database"]
    assert "/readyz" in SERVICES["gateway"]["healthcheck"]["test"][-1]


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_is_confined(service: str) -> None:
    found = SERVICES[service]
    assert found["read_only"] is True
    assert found["cap_drop"] == ["ALL"]
    assert found["security_opt"] == ["no-new-privileges:true"]
    assert ("ports" in found) == (service == "gateway")


def test_what_is_mounted_and_copied_exists() -> None:
    mounted = [volume.split(":")[0] for volume in SERVICES["database"]["volumes"] if volume.startswith("./")]
    copied = [
        source
        for line in (ROOT / "Dockerfile").read_text().splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for source in line.split()[1:-1]
    ]
    assert mounted == ["./db/roles.sql", "./docker/prepare-database.sh"]
    assert [path for path in (*mounted, *copied) if not (ROOT / path).exists()] == []
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert [path for path in copied if f"!{path}" not in ignored] == []


def substitute(value: str) -> str:
    """Do with `${NAME}`, `${NAME:-default}` and `${NAME:?message}` what Compose does."""

    def found(match: re.Match[str]) -> str:
        name, default = match[1], match[2]
        assert name in GIVEN or default is not None, f"{name} has no default"
        return GIVEN.get(name, default or "")

    return re.sub(r"\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}", found, value)


def seconds(text: str) -> int:
    match = re.fullmatch(r"(\d+)s", text)
    assert match
    return int(match[1])
