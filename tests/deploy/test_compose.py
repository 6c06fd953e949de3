"""What can be said of the containers without running them: every name leads somewhere, nothing is open by chance."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from uvicorn import Config

from dashboard.settings import settings
from deploy import front

PROJECT = Path(__file__).parents[2]
DEPLOY = PROJECT / "deploy"
OWN_IMAGE = "dashboard"
# Read by uvicorn itself: whose word on the reader's address and encryption is taken.
OF_UVICORN = {"FORWARDED_ALLOW_IPS"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def services(compose: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = compose["services"]
    return found


@pytest.fixture(scope="module")
def copies(services: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {name: service for name, service in services.items() if name.startswith("app")}


def address(service: dict[str, Any]) -> str:
    return str(service["networks"]["inside"]["ipv4_address"])


def test_images_are_pinned_and_ours_has_the_version_of_the_project(
    services: dict[str, dict[str, Any]],
) -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    images = {service["image"] for service in services.values()}
    assert f"{OWN_IMAGE}:{project['version']}" in images
    base = re.search(r"^FROM (\S+)$", (DEPLOY / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert base is not None
    for image in {*images, base[1]}:
        assert re.fullmatch(r"[a-z]+:\d+\.\d+(\.\d+)?(-[a-z-]+)?", image), image


def test_secrets_come_as_files_and_everyone_gets_those_it_needs(
    compose: dict[str, Any], services: dict[str, dict[str, Any]], copies: dict[str, dict[str, Any]]
) -> None:
    given = {name: set(service.get("secrets", ())) for name, service in services.items()}
    assert set.union(*given.values()) == set(compose["secrets"])
    assert {name: secret["file"] for name, secret in compose["secrets"].items()} == {
        name: f"secrets/{name}" for name in compose["secrets"]
    }
    for name, service in services.items():
        files = [value for value in service.get("environment", {}).values() if "/run/secrets" in value]
        assert {file.removeprefix("/run/secrets/") for file in files} <= given[name]
    assert [given[name] for name in copies] == [
        {"database_url"}
    ] * 2  # the copies never see the owner's password
    wanted = set(
        re.findall(r"/run/secrets\}/(\w+)", (DEPLOY / "postgresql" / "logins.sql").read_text("utf-8"))
    )
    assert wanted == {"owner_password", "copies_password"} and wanted <= given["database"]
    page = (DEPLOY / "README.md").read_text(encoding="utf-8")
    made = {f"{login}_password" for login in re.findall(r"for login in (.*?);", page)[0].split()}
    assert made | set(re.findall(r"> deploy/secrets/(\w+_url)$", page, re.MULTILINE)) >= set(
        compose["secrets"]
    )


def test_every_variable_is_one_that_is_read(
    copies: dict[str, dict[str, Any]], services: dict[str, Any]
) -> None:
    source = (PROJECT / "dashboard" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'"(DASHBOARD_[A-Z_]+)"', source))
    for service in (*copies.values(), services["migrate"]):
        assert set(service["environment"]) <= read | OF_UVICORN


def test_the_copies_start_with_these_settings_and_take_the_word_of_nginx(
    services: dict[str, Any],
    copies: dict[str, dict[str, Any]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    secret = tmp_path / "database_url"
    secret.write_text("postgresql://dashboard_copy:secret@database/dashboard\n", encoding="utf-8")
    for service in copies.values():
        given = dict(service["environment"]) | {"DASHBOARD_DATABASE_FILE": str(secret)}
        given["DASHBOARD_HOSTS"] = filled_in(given["DASHBOARD_HOSTS"])
        found = settings(given)
        assert found.database == "postgresql://dashboard_copy:secret@database/dashboard"
        assert (found.address, found.port, found.hosts) == ("0.0.0.0", 8501, ("localhost", "127.0.0.1"))
        monkeypatch.setenv("FORWARDED_ALLOW_IPS", given["FORWARDED_ALLOW_IPS"])
        assert Config("app:app").forwarded_allow_ips == address(services["front"])


def filled_in(text: str, **environment: str) -> str:
    """As Compose replaces ${NAME:-otherwise}."""
    return re.sub(r"\$\{(\w+):-([^}]*)\}", lambda found: environment.get(found[1]) or found[2], text)


def test_only_nginx_is_reached_from_outside_and_only_from_this_machine(
    compose: dict[str, Any], services: dict[str, dict[str, Any]]
) -> None:
    assert {name for name, service in services.items() if "ports" in service} == {"front"}
    assert [filled_in(port) for port in services["front"]["ports"]] == ["127.0.0.1:8080:8080"]
    assert compose["networks"]["inside"]["internal"] is True
    assert {name for name, service in services.items() if "outside" in service["networks"]} == {"front"}


def test_health_is_asked_where_something_answers(services: dict[str, dict[str, Any]]) -> None:
    """A name in DASHBOARD_HOSTS, the port of the service, a route that there is."""
    checks = {name: " ".join(service["healthcheck"].get("test", ())) for name, service in services.items()}
    for name, port in (("app1", 8501), ("app2", 8501), ("front", 8080)):
        asked = urlsplit(re.findall(r"http://[^\s']+", checks[name])[0])
        assert (asked.hostname, asked.port, asked.path) == ("127.0.0.1", port, "/readyz")
    source = (PROJECT / "dashboard" / "server" / "application.py").read_text(encoding="utf-8")
    assert 'Route("/readyz"' in source
    assert "pg_isready" in checks["database"]
    assert services["migrate"]["healthcheck"] == {"disable": True}


def test_no_copy_starts_before_the_tables_are_up_to_date(
    services: dict[str, dict[str, Any]], copies: dict[str, dict[str, Any]]
) -> None:
    assert services["migrate"]["command"] == ["python", "-m", "dashboard", "migrate"]
    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    for service in copies.values():
        assert service["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}


def test_containers_may_write_where_they_must_and_nowhere_else(
    compose: dict[str, Any], services: dict[str, dict[str, Any]], copies: dict[str, dict[str, Any]]
) -> None:
    for service in (*copies.values(), services["front"]):
        assert service["read_only"] is True and service["cap_drop"] == ["ALL"] and service["tmpfs"]
    volumes = [
        volume.partition(":")[0] for service in services.values() for volume in service.get("volumes", ())
    ]
    assert {volume for volume in volumes if not volume.startswith(".")} == set(compose["volumes"])
    for file in (volume for volume in volumes if volume.startswith(".")):
        assert (DEPLOY / file).exists(), file
    # From 18 on the image keeps its data in a folder of the major version below this one.
    assert "rows:/var/lib/postgresql" in services["database"]["volumes"]
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert "USER 10001" in text and "chown dashboard data/store" in text and "--require-hashes" in text


def test_the_container_holds_what_the_app_needs_and_no_database() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = [
        source for line in re.findall(r"^COPY (.*) \S+$", text, re.MULTILINE) for source in line.split()
    ]
    ignored = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    for source in copied:
        assert (PROJECT / source).exists()
        assert any(line.startswith(f"!{source}") for line in ignored), source
    assert ignored.index("data/store") > ignored.index("!data")


def test_nginx_knows_the_copies_where_they_are(
    nginx: str, folder: Path, services: dict[str, Any], copies: dict[str, dict[str, Any]]
) -> None:
    """The files that the container reads, as the nginx of this machine reads them."""
    addresses = [
        f"{address(service)}:{service['environment']['DASHBOARD_PORT']}" for service in copies.values()
    ]
    written = (DEPLOY / "nginx" / "dashboard" / "copies.conf").read_text(encoding="utf-8")
    assert written == front.copies_conf(addresses)
    assert len(set(addresses)) == len(copies) == 2
    assert services["front"]["volumes"] == ["./nginx:/etc/dashboard:ro"]
    command = services["front"]["command"]
    assert command[command.index("-c") + 1] == "/etc/dashboard/nginx.conf"
    command = [nginx, "-t", "-e", "stderr", "-p", f"{folder}/", "-c", str(DEPLOY / "nginx" / "nginx.conf")]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    listen = (DEPLOY / "nginx" / "dashboard" / "listen.conf").read_text(encoding="utf-8")
    assert re.findall(r"^listen (\d+);$", listen, re.MULTILINE) == ["8080"]
