"""What the project's own files promise: Streamlit's settings and the pinned packages."""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[2]


def test_streamlits_defaults_that_would_harm_are_changed() -> None:
    said = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    needed = {
        ("server", "address"): "127.0.0.1",
        ("server", "headless"): True,
        ("server", "fileWatcherType"): "none",
        ("server", "enableCORS"): True,
        ("server", "enableXsrfProtection"): True,
        ("server", "enableWebsocketCompression"): True,
        ("server", "maxUploadSize"): 50,
        ("client", "showErrorDetails"): "none",
        ("client", "showErrorLinks"): False,
        ("client", "toolbarMode"): "minimal",
        ("runner", "magicEnabled"): False,
        ("runner", "postScriptGC"): False,
        ("browser", "gatherUsageStats"): False,
    }
    assert {key: said.get(key[0], {}).get(key[1]) for key in needed} == needed


def test_every_package_is_pinned_by_hash_and_no_address_is_named() -> None:
    text = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert len(blocks) > 50
    for block in blocks:
        assert re.match(r"[a-z0-9-]+==\S+ .*\\\n", block), block.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block.splitlines()[0]
    assert "://" not in text


def test_every_direct_dependency_is_among_the_pinned_packages() -> None:
    said = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    named = said["project"]["dependencies"] + said["dependency-groups"]["test"]
    direct = {name.partition("[")[0].lower() for name in named}
    pinned = set(re.findall(r"^([a-z0-9-]+)==", (PROJECT / "requirements.txt").read_text(), re.MULTILINE))
    assert direct - pinned == set()
