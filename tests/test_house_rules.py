"""Rules of the house that a machine can hold; each stands beside a planted fault that it catches."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PAGE_LINES, MODULE_LINES = 80, 150
POSITIONAL_AT_MOST = 2

Rule = Callable[[Path], list[str]]

CLOCKS = {
    f"{owner}.{name}" for owner in ("datetime", "date", "Timestamp") for name in ("now", "today", "utcnow")
} | {f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "ctime", "strftime")}
ENVIRONMENT = {"os.environ", "os.environb", "os.getenv", "os.putenv", "os.unsetenv"}
# The pages of a server that was started with --database ask the settings, and these ask the environment.
MAY_SET_ENVIRONMENT = "dashboard/commands/serving.py"
# Where the installer fetches packages from is the choice of whoever installs.
REGISTRIES = (
    "index-url",
    "find-links",
    "trusted-host",
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".org",
)


def sources(root: Path, *folders: str, kinds: tuple[str, ...] = (".py",)) -> Iterator[tuple[str, str]]:
    """The files of these folders: path from the root, and text."""
    for folder in folders:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix in kinds and file.is_file():
                yield file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")


def nodes(root: Path, *folders: str) -> Iterator[tuple[str, ast.AST]]:
    for path, text in sources(root, *folders):
        yield from ((path, node) for node in ast.walk(ast.parse(text)))


def colours_outside_the_palette(root: Path) -> list[str]:
    colour = re.compile(
        r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b|\b(?:rgba?|hsla?)\((?!0,0,0,0\))\s*\d", re.IGNORECASE
    )
    return [
        f"{path} has the colour {found}"
        for path, text in sources(root, "dashboard", "pages", kinds=(".py", ".css"))
        if path != "dashboard/look/palette.py"
        for found in colour.findall(text)
    ]


def long_files(root: Path) -> list[str]:
    limits = {"pages": PAGE_LINES, "dashboard": MODULE_LINES, "data": MODULE_LINES, "deploy": MODULE_LINES}
    return [
        f"{path} has {lines} lines, at most {limit} allowed"
        for folder, limit in limits.items()
        for path, text in sources(root, folder)
        if (lines := text.count("\n")) > limit
    ]


def clocks_and_environment_outside_settings(root: Path) -> list[str]:
    found = []
    for path, node in nodes(root, "dashboard", "pages", "data"):
        if path == "dashboard/settings.py":
            continue
        if isinstance(node, ast.Attribute):
            owner = getattr(node.value, "attr", getattr(node.value, "id", ""))
            name = f"{owner}.{node.attr}"
            if name in CLOCKS or (name in ENVIRONMENT and path != MAY_SET_ENVIRONMENT):
                found.append(f"{path}:{node.lineno} reads {name}")
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found += [f"{path}:{node.lineno} reads {name}" for name in sorted(names & (CLOCKS | ENVIRONMENT))]
    return found


def many_positional_arguments(root: Path) -> list[str]:
    """Of functions that others call; constructors of errors take the facts of their sentence in its order."""
    return [
        f"{path}:{node.lineno} {node.name} takes {len(named)} arguments by position"
        for path, node in nodes(root, "dashboard", "pages")
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
        if len(named := _positional(node.args)) > POSITIONAL_AT_MOST
    ]


def _positional(arguments: ast.arguments) -> list[str]:
    return [a.arg for a in (*arguments.posonlyargs, *arguments.args) if a.arg not in ("self", "cls")]


def bare_excepts_and_asserts(root: Path) -> list[str]:
    found = []
    for path, node in nodes(root, "dashboard", "pages", "data"):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            found.append(f"{path}:{node.lineno} catches everything")
        if isinstance(node, ast.Assert):
            found.append(f"{path}:{node.lineno} asserts")
    return found


def modules_called_after_nothing(root: Path) -> list[str]:
    names = {"utils", "util", "helpers", "helper", "common", "misc"}
    return [
        path for path, _ in sources(root, "dashboard", "pages", "data", "tests") if {*_words(path)} & names
    ]


def _words(path: str) -> list[str]:
    return re.split(r"[/_.]", path)


def missing_as_zero(root: Path) -> list[str]:
    text = re.compile(r"fillna\(\s*0\s*\)")
    return [path for path, source in sources(root, "dashboard", "pages") if text.search(source)]


def registries(root: Path) -> list[str]:
    """Files that decide where packages come from; the lock file has names, versions and hashes only."""
    kinds = (".txt", ".toml", ".md", ".py", ".cfg", ".ini", ".yml", ".yaml", "")
    own = [file for file in sorted(root.iterdir()) if file.is_file() and file.suffix in kinds]
    texts = [(file.name, file.read_text(encoding="utf-8")) for file in own]
    texts += sources(root, ".ci", "dashboard", "pages", "data/reference", "data/sample", "tests", kinds=kinds)
    return [
        f"{path} names {name}"
        for path, text in texts
        if path != f"tests/{Path(__file__).name}"
        for name in REGISTRIES
        if name in text
    ]


CASES: list[tuple[Rule, str, str, str]] = [
    (
        colours_outside_the_palette,
        "dashboard/look/style.css",
        "a { color: #cd3a1f }",
        "dashboard/look/style.css has the colour #cd3a1f",
    ),
    (
        colours_outside_the_palette,
        "pages/front.py",
        "RED = 'rgba(200, 0, 0, 0.5)'",
        "pages/front.py has the colour rgba(2",
    ),
    (long_files, "pages/front.py", "x = 1\n" * 80, "pages/front.py has 81 lines, at most 80 allowed"),
    (
        long_files,
        "dashboard/store/record.py",
        "x = 1\n" * 150,
        "dashboard/store/record.py has 151 lines, at most 150 allowed",
    ),
    (
        clocks_and_environment_outside_settings,
        "dashboard/analysis/pace.py",
        "import datetime\nx = datetime.datetime.now()",
        "dashboard/analysis/pace.py:2 reads datetime.now",
    ),
    (
        clocks_and_environment_outside_settings,
        "dashboard/analysis/pace.py",
        "from datetime import date\nx = date.today()",
        "dashboard/analysis/pace.py:2 reads date.today",
    ),
    (
        clocks_and_environment_outside_settings,
        "dashboard/analysis/pace.py",
        "from time import time",
        "dashboard/analysis/pace.py:1 reads time.time",
    ),
    (
        clocks_and_environment_outside_settings,
        "dashboard/ui/here.py",
        "import os\nx = os.environ['HOME']",
        "dashboard/ui/here.py:2 reads os.environ",
    ),
    (
        clocks_and_environment_outside_settings,
        "dashboard/ui/here.py",
        "from os import getenv",
        "dashboard/ui/here.py:1 reads os.getenv",
    ),
    (
        many_positional_arguments,
        "dashboard/charts/pace.py",
        "def drawn(rows, days, colours): ...",
        "dashboard/charts/pace.py:1 drawn takes 3 arguments by position",
    ),
    (
        bare_excepts_and_asserts,
        "dashboard/store/undo.py",
        "try:\n    x = 1\nexcept:\n    x = 2",
        "dashboard/store/undo.py:3 catches everything",
    ),
    (bare_excepts_and_asserts, "pages/map.py", "assert True", "pages/map.py:1 asserts"),
    (modules_called_after_nothing, "dashboard/store/utils.py", "x = 1", "dashboard/store/utils.py"),
    (modules_called_after_nothing, "tests/common_rows.py", "x = 1", "tests/common_rows.py"),
    (missing_as_zero, "dashboard/analysis/towns.py", "x = rows.fillna(0)", "dashboard/analysis/towns.py"),
    (
        registries,
        "requirements.txt",
        "--extra-index-url https://example.org/simple",
        "requirements.txt names index-url",
    ),
]
RULES = sorted({rule for rule, *_ in CASES}, key=lambda rule: rule.__name__)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_nowhere_in_the_project_are_there(rule: Rule) -> None:
    assert rule(PROJECT) == []


@pytest.mark.parametrize(
    ("rule", "path", "text", "fault"), CASES, ids=lambda part: getattr(part, "__name__", "")
)
def test_a_planted_fault_is_found(tmp_path: Path, rule: Rule, path: str, text: str, fault: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(f"{text}\n", encoding="utf-8")
    assert rule(tmp_path) == [fault]


def test_what_is_no_fault_is_not_taken_for_one(tmp_path: Path) -> None:
    lines = [
        "from time import monotonic",
        "def shown(rows, days, *, colours): ...",
        "class Reader:",
        "    def ask(self, question, version): ...",
        "    def _inside(self, a, b, c): ...",
        "today = settings().today()",
        'TAG = "#adm4+code"',
        "x = rows.fillna(1)",
    ]
    file = tmp_path / "dashboard/store/reading.py"
    file.parent.mkdir(parents=True)
    file.write_text("\n".join(lines), encoding="utf-8")
    assert {rule.__name__: rule(tmp_path) for rule in RULES} == {rule.__name__: [] for rule in RULES}
