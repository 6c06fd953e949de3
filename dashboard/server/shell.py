"""The HTML page that every address starts with: Streamlit's own, with our title, icon and first words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

# Without it the browser asks under each page's own address for the server first (/front/_stcore/health), is told 404
# twice and only then looks one level up.
WHERE_THE_SERVER_IS = (
    '<script>window.__streamlit = {BACKEND_BASE_URL: new URL(".", location.href).href}</script>'
)


@dataclass(frozen=True)
class ShellTexts:
    """What is read before any script runs: on a slow line ``loading`` stands there for ten seconds."""

    language: str
    title: str
    loading: str
    needs_javascript: str


def page_shell(index: str, *, texts: ShellTexts, icon: str, early: Sequence[str] = ()) -> str:
    """Streamlit's ``index.html`` as the dashboard sends it.

    ``early`` are addresses of scripts that every visit needs although ``index`` does not name them: the browser asks
    for them at once instead of two round trips later. The pointers to Streamlit's interface for programs go, as
    that is closed.
    """
    hints = "".join(f'<link rel="modulepreload" crossorigin href="{address}">' for address in early)
    licence, start, page = index.partition("<!DOCTYPE html>")
    page = re.sub(r"<!--.*?-->\s*", "", page, flags=re.DOTALL)
    page = re.sub(r'<html lang="[^"]*">', f'<html lang="{escape(texts.language)}">', page)
    page = re.sub(r"<title>.*?</title>", f"<title>{escape(texts.title)}</title>", page, flags=re.DOTALL)
    page = re.sub(r'<link rel="shortcut icon"[^>]*>', f'<link rel="icon" href="{icon}">', page)
    page = re.sub(r'<link rel="service-desc"[^>]*>\s*', "", page)
    page = re.sub(
        r"<noscript>.*?</noscript>",
        f"<noscript><p>{escape(texts.needs_javascript)}</p></noscript>",
        page,
        flags=re.DOTALL,
    )
    waiting = f'<p style="font: 1.1rem sans-serif; margin: 20vh 1rem; text-align: center">{escape(texts.loading)}</p>'
    page = page.replace('<div id="root"></div>', f'<div id="root">{waiting}</div>')
    return licence + start + page.replace("</head>", f"{WHERE_THE_SERVER_IS}{hints}</head>")


def script_addresses(static_folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """The addresses of Streamlit's scripts by the part of their name that does not change with their content."""
    found = (file for name in names for file in sorted((static_folder / "js").glob(f"{name}.????????.js")))
    return tuple(f"./static/js/{file.name}" for file in found)
