"""Who may import whom: the table of CONTRIBUTING.md, read and held."""

import ast
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
OF_STREAMLIT = {"ui", "pages", "app", "server", "tests"}
STARTS = "what they start"

Table = dict[str, set[str]]
Edge = tuple[str, str, str]  # where, the module that imports, what it imports


def table(root: Path) -> Table:
    """What each package may import; a package of ``STARTS`` may import every other one."""
    _, _, part = (root / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Who may import whom\n")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", part.partition("\n## ")[0], flags=re.MULTILINE)[1:]
    found = {name: may for names, may in rows for name in names.split(", ")}
    every = {name for name in found if not name.startswith("tests/")}
    return {
        name: every if may == STARTS else set() if may == "-" else set(may.split(", "))
        for name, may in found.items()
    }


def files(root: Path) -> list[Path]:
    parts = ("dashboard", "pages", "data", "tests/bench")
    return [file for part in parts for file in sorted((root / part).rglob("*.py"))]


def module(file: Path, root: Path) -> str:
    """``dashboard/store/__init__.py`` is ``dashboard.store``."""
    names = file.relative_to(root).with_suffix("").parts
    return ".".join(names[:-1] if names[-1] == "__init__" else names)


def package(name: str) -> str:
    """The row of the table a module belongs to: ``dashboard.store.record`` to ``store``."""
    first, *rest = name.split(".")
    if first == "dashboard":
        return rest[0] if rest else first
    return f"{first}/{rest[0]}" if rest and first in ("pages", "tests") else first


def row(name: str, rules: Table) -> str:
    return name if name in rules else name.partition("/")[0]


def edges(root: Path) -> list[Edge]:
    """Every import of our own modules and of Streamlit, wherever in a file it stands."""
    own = {module(file, root) for file in files(root)}
    found = []
    for file in files(root):
        name = module(file, root)
        for line, target in _imports(
            file.read_text(encoding="utf-8"), name, is_package=file.stem == "__init__"
        ):
            while "." in target and target not in own:
                target = target.rpartition(".")[0]
            if (
                target.split(".")[0] in {"dashboard", "pages", "data", "tests", "streamlit"}
                and target != name
            ):
                found.append((f"{file.relative_to(root)}:{line}", name, target))
    return found


@cache
def _imports(text: str, name: str, *, is_package: bool) -> tuple[tuple[int, str], ...]:
    return tuple(_found(text, name, is_package=is_package))


def _found(text: str, name: str, *, is_package: bool) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = name.split(".") if is_package else name.split(".")[:-1]
            base = [*up[: len(up) - node.level + 1], *([node.module] if node.module else [])]
            start = ".".join(base) if node.level else str(node.module)
            yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in ("import_module", "__import__"):
                yield node.lineno, str(node.args[0].value)


def faults(root: Path) -> list[str]:
    """A sentence for each import that the table does not allow, and for each circle."""
    rules = table(root)
    found = []
    imports = edges(root)
    for where, name, target in imports:
        by, of = row(package(name), rules), row(package(target), rules)
        if of == "streamlit":
            if by.partition("/")[0] not in OF_STREAMLIT:
                found.append(f"{where} imports streamlit")
        elif of not in {by, by.partition("/")[0], *rules.get(by, ())}:
            found.append(f"{where} imports {target}, which {by} may not")
    modules = {(name, target) for _, name, target in imports}
    packages = {(row(package(name), rules), row(package(target), rules)) for name, target in modules}
    circles = _circles(modules) + _circles({(by, of) for by, of in packages if by != of})
    return found + [f"a circle: {', '.join(circle)}" for circle in circles]


def _circles(links: set[tuple[str, str]]) -> list[list[str]]:
    """Names that lead back to themselves, those of one circle together."""
    next_to: dict[str, set[str]] = {}
    for by, of in links:
        next_to.setdefault(by, set()).add(of)

    @cache
    def reached(name: str) -> frozenset[str]:
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            new = next_to.get(waiting.pop(), set()) - seen
            seen |= new
            waiting += new
        return frozenset(seen)

    looping = sorted(name for name in next_to if name in reached(name))
    groups = {tuple(n for n in looping if n in reached(name) and name in reached(n)) for name in looping}
    return [list(group) for group in sorted(groups)]


def test_every_import_is_one_that_the_table_of_contributing_allows() -> None:
    assert faults(PROJECT) == []


def test_every_package_stands_in_the_table() -> None:
    rules = table(PROJECT)
    assert {row(package(module(file, PROJECT)), rules) for file in files(PROJECT)} - {"dashboard"} <= set(
        rules
    )


def test_the_table_was_read_and_not_an_empty_one() -> None:
    rules = table(PROJECT)
    assert rules["errors"] == set()
    assert rules["store"] == {"errors", "model"}
    assert "store" not in rules["pages"]
    assert len(edges(PROJECT)) > 300


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for file in [*files(PROJECT), PROJECT / "CONTRIBUTING.md"]:
        new = tmp_path / file.relative_to(PROJECT)
        new.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, new)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "line", "fault"),
    [
        (
            "dashboard/model/bands.py",
            "from dashboard.store import ledger",
            "imports dashboard.store.ledger, which model may not",
        ),
        (
            "dashboard/store/arrow.py",
            "def hidden():\n    from dashboard.look.words import word",
            "imports dashboard.look.words, which store may not",
        ),
        (
            "dashboard/store/arrow.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import dashboard.ingest.upload",
            "imports dashboard.ingest.upload, which store may not",
        ),
        (
            "dashboard/look/html.py",
            "from ..analysis import pace",
            "imports dashboard.analysis.pace, which look may not",
        ),
        (
            "dashboard/analysis/pace.py",
            "import importlib\nimportlib.import_module('dashboard.store.reading')",
            "imports dashboard.store.reading, which analysis may not",
        ),
        (
            "pages/front.py",
            "import dashboard.store.record",
            "imports dashboard.store.record, which pages may not",
        ),
        (
            "pages/front.py",
            "import dashboard.ingest.upload",
            "imports dashboard.ingest.upload, which pages may not",
        ),
        ("dashboard/store/record.py", "import streamlit.runtime as hidden", "imports streamlit"),
        (
            "dashboard/commands/engine.py",
            "def late():\n    from streamlit import config",
            "imports streamlit",
        ),
    ],
)
def test_a_planted_import_is_found(copy: Path, file: str, line: str, fault: str) -> None:
    before = (copy / file).read_text(encoding="utf-8")
    (copy / file).write_text(f"{before}\n{line}\n", encoding="utf-8")
    found = [sentence for sentence in faults(copy) if not sentence.startswith("a circle")]
    assert len(found) == 1
    assert found[0].startswith(f"{file}:")
    assert found[0].endswith(fault)


def test_a_planted_circle_of_modules_is_found(copy: Path) -> None:
    with (copy / "dashboard/store/schema.py").open("a", encoding="utf-8") as file:
        file.write("def late():\n    from dashboard.store import record\n")
    circle = ["dashboard.store.migrating", "dashboard.store.record", "dashboard.store.schema"]
    (found,) = faults(copy)
    assert set(found.removeprefix("a circle: ").split(", ")) <= {*circle, "dashboard.store.refusals"}
    assert "dashboard.store.record, dashboard.store.schema" in found


def test_a_planted_circle_of_packages_is_found(copy: Path) -> None:
    with (copy / "dashboard/server/shell.py").open("a", encoding="utf-8") as file:
        file.write("import dashboard.commands.ledger\n")
    assert faults(copy) == ["a circle: commands, server"]
