"""nginx in front of the copies: its files put together, ``python -m deploy.front HOST:PORT ..`` prints copies.conf."""

import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from dashboard.errors import WrongUse

FILES = Path(__file__).parent / "nginx"
PROGRAM = shutil.which("nginx") or shutil.which("nginx", path="/usr/local/sbin:/usr/sbin")

HEAD = """\
# Written by: python -m deploy.front {addresses}
# A reader's copy is the one that the cookie names; the others stand in for it. Without a cookie: where least is open.
"""
MAP_OF_COOKIE = "map $cookie_dashboard_copy $copy_of_reader {{\n    default any_copy;\n{lines}}}\n"
# Where one copy did not answer, the addresses of all that were asked stand here in a row, the one that did at the end.
MAP_OF_ANSWER = 'map $upstream_addr $copy_that_answered {{\n    default "";\n{lines}}}\n'
GROUP = "upstream {name} {{\n    zone {name} 64k;\n{lines}}}\n"
SERVER = "    server {address} max_fails=3 fail_timeout=5s{more};\n"


def copies_conf(addresses: Sequence[str]) -> str:
    """``dashboard/copies.conf`` for the copies at these addresses, each ``IP:PORT``; raises WrongUse for a name.

    A name would be asked for once, when nginx starts: nginx would not start where a copy is away, nor follow one that
    came back under another address.
    """
    for address in addresses:
        if re.fullmatch(r"\d+(\.\d+){3}:\d+", address) is None:
            raise WrongUse("HOST:PORT", address, "the address of a copy in numbers, like 127.0.0.1:8501")
    numbered = list(enumerate(addresses, start=1))
    cookies = "".join(f"    {number} copy_{number};\n" for number, _ in numbered)
    answers = "".join(f"    ~\\b{re.escape(address)}$ {number};\n" for number, address in numbered)
    groups = [GROUP.format(name="any_copy", lines="    least_conn;\n" + _servers(addresses, own=None))]
    groups += [
        GROUP.format(name=f"copy_{number}", lines=_servers(addresses, own=own)) for number, own in numbered
    ]
    head = HEAD.format(addresses=" ".join(addresses))
    parts = (head, MAP_OF_COOKIE.format(lines=cookies), MAP_OF_ANSWER.format(lines=answers), *groups)
    return "\n".join(parts)


def _servers(addresses: Sequence[str], *, own: str | None) -> str:
    return "".join(
        SERVER.format(address=address, more="" if own in (None, address) else " backup")
        for address in addresses
    )


def lay_out(folder: Path, *, listen: str, addresses: Sequence[str]) -> list[str]:
    """Everything nginx reads, in ``folder``; returns the command that runs it there until it is told to stop."""
    if PROGRAM is None:
        remedy = "nginx in the search path. Install it, for example on Debian: apt-get install nginx"
        raise WrongUse("nginx", "nothing", remedy)
    shutil.copytree(
        FILES, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("certificate", "readers")
    )
    (folder / "dashboard" / "copies.conf").write_text(copies_conf(addresses), encoding="utf-8")
    (folder / "dashboard" / "listen.conf").write_text(f"listen {listen};\n", encoding="utf-8")
    return [
        PROGRAM,
        "-e",
        "stderr",
        "-p",
        f"{folder}/",
        "-c",
        str(folder / "nginx.conf"),
        "-g",
        "daemon off;",
    ]


if __name__ == "__main__":
    print(copies_conf(sys.argv[1:]), end="")
