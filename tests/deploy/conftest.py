"""nginx in front of stand-ins, and a folder in which a team may be started."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy import front
from tests.deploy.asking import answers, free_ports, until
from tests.deploy.stand_ins import Front, StandIn


@pytest.fixture(scope="session")
def nginx() -> str:
    if front.PROGRAM is None:
        pytest.skip("no nginx was found; make test installs Debian's package where it may")
    return front.PROGRAM


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short, and open to the user as whom PostgreSQL runs where tests run as root."""
    with tempfile.TemporaryDirectory(prefix="team", dir="/tmp") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def stand_ins(nginx: str, folder: Path) -> Iterator[Front]:
    """nginx as it is configured for a team, in front of two stand-ins, `one` and `two`."""
    first = free_ports(3)
    copies = [StandIn("one", first + 1), StandIn("two", first + 2)]
    for copy in copies:
        copy.start()
    addresses = [f"127.0.0.1:{copy.port}" for copy in copies]
    process = subprocess.Popen(front.lay_out(folder, listen=f"127.0.0.1:{first}", addresses=addresses))
    try:
        until(lambda: answers(f"http://127.0.0.1:{first}/"), within_s=10, what="nginx answers")
        for copy in copies:
            copy.asked.clear()
        yield Front(f"http://127.0.0.1:{first}", copies)
    finally:
        process.terminate()
        process.wait(10)
        for copy in copies:
            copy.stop()
