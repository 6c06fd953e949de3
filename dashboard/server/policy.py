"""What a browser may do with an answer: the headers, and the Content-Security-Policy of pages and of files."""

import re
from base64 import b64encode
from collections.abc import Collection
from hashlib import sha256

FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGE_HEADERS = {
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

# Scripts, styles and pictures run under the policy of the page that loads them; opened by themselves they get nothing.
# 120 of them come with a first visit: the page's policy on each cost a second at 400 kbit/s.
FILES = ("/static/", "/app/static/")
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'"


def inline_script_hashes(page: str) -> tuple[str, ...]:
    """The hashes under which a policy allows the scripts that stand in the page itself."""
    scripts = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", page, re.DOTALL)
    return tuple(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)


def content_security_policy(
    script_hashes: Collection[str], *, socket_origin: str, map_origin: str | None = None
) -> str:
    """Nothing comes from elsewhere and nothing in the page runs but Streamlit's own files.

    Styles in the page are allowed because Streamlit's elements carry them; ``blob:`` is for images and workers that
    maps make themselves. ``socket_origin`` stands beside 'self' for browsers that do not count websockets to it.
    ``map_origin`` is the one exception, where the operator turned an online basemap on.
    """
    elsewhere = () if map_origin is None else (map_origin,)
    directives = {
        "default-src": ("'self'",),
        # deck.gl compiles a WebAssembly module of its own; this allows no script from elsewhere and no eval.
        "script-src": ("'self'", "'wasm-unsafe-eval'", *script_hashes),
        "style-src": ("'self'", "'unsafe-inline'"),
        "img-src": ("'self'", "data:", "blob:", *elsewhere),
        "font-src": ("'self'", "data:"),
        "connect-src": ("'self'", socket_origin, *elsewhere),
        "worker-src": ("'self'", "blob:"),
        "frame-src": ("'none'",),
        "object-src": ("'none'",),
        "base-uri": ("'self'",),
        "form-action": ("'self'",),
        "frame-ancestors": ("'none'",),
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def headers_of(path: str, *, page_policy: str) -> dict[str, str]:
    """The headers of the answer at ``path``."""
    if path.startswith(FILES):
        return FIXED_HEADERS | {"Content-Security-Policy": FILE_POLICY}
    return FIXED_HEADERS | PAGE_HEADERS | {"Content-Security-Policy": page_policy}


def socket_origin(host: str, *, scheme: str) -> str:
    """The origin of the websocket; ``host`` comes from the request, and only a name gets into the policy."""
    if re.fullmatch(r"[\w.-]+(:\d+)?|\[[0-9a-f:]+\](:\d+)?", host, re.ASCII | re.IGNORECASE) is None:
        return "'self'"
    return f"{'wss' if scheme == 'https' else 'ws'}://{host}"
