"""Files that never change while the server runs: compressed once, sent so that browsers keep them."""

import gzip
import os
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

import brotli

COMPRESSIBLE = frozenset({".css", ".geojson", ".html", ".js", ".json", ".svg", ".txt"})
# At once (0.15 s for the largest file) and once and for all (8 s, a tenth smaller).
QUICK: Mapping[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=5),
    "gzip": partial(gzip.compress, compresslevel=6, mtime=0),
}
BEST: Mapping[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=11, lgwin=24),
    "gzip": partial(gzip.compress, compresslevel=9, mtime=0),
}


def accepted_encoding(accepted: str) -> str:
    """The smaller of the forms in an Accept-Encoding header; a weight of 0 ("br;q=0") is no offer."""
    offered = {
        name
        for name, _, weight in (part.partition(";") for part in accepted.lower().split(","))
        if not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight)
    }
    return next((encoding for encoding in ("br", "gzip") if encoding in map(str.strip, offered)), "identity")


@dataclass(frozen=True)
class Body:
    content: bytes
    etag: str


class Assets:
    """The files of some folders by address, such as ``/static/js/index.AbCd1234.js``, each in its compressed forms.

    ``cache`` is the folder for the best compression; without it, or until ``compress_all`` has filled it, files are
    compressed quickly when first asked for. Content decides the name in the cache, so nothing in it grows old.
    ``instead`` are files of ours for addresses of the folders.
    """

    def __init__(
        self,
        folders: Mapping[str, Path],
        *,
        cache: Path | None = None,
        instead: Mapping[str, Path] | None = None,
    ) -> None:
        self._files = {
            prefix + file.relative_to(folder).as_posix(): file
            for prefix, folder in folders.items()
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        } | dict(instead or {})
        self._cache = cache
        self._bodies: dict[tuple[str, str], Body] = {}

    def __contains__(self, address: str) -> bool:
        return address in self._files

    def addresses(self) -> Iterable[str]:
        return self._files.keys()

    def encoding(self, address: str, accepted: str) -> str:
        """The best form that the browser takes; Chromium takes br on encrypted lines and from localhost only."""
        if self._files[address].suffix not in COMPRESSIBLE:
            return "identity"
        return accepted_encoding(accepted)

    def body(self, address: str, *, encoding: str) -> Body:
        """The file as sent; reads, and where needed compresses, on first use. Raises KeyError for other addresses."""
        known = self._bodies.get((address, encoding))
        if known is None:
            original = self._files[address].read_bytes()
            digest = sha256(original).hexdigest()
            content = (
                original if encoding == "identity" else self._compressed(original, digest, encoding=encoding)
            )
            known = Body(content, f'"{digest[:20]}-{encoding}"')
            if encoding != "identity":
                self._bodies[address, encoding] = known
        return known

    def _compressed(self, original: bytes, digest: str, *, encoding: str) -> bytes:
        if self._cache is not None:
            with suppress(OSError):
                return (self._cache / f"{digest}.{encoding}").read_bytes()
        return QUICK[encoding](original)

    def compress_all(self, *, first: Iterable[str] = ()) -> None:
        """Fill the cache with the best compression, ``first`` first; half a minute, once. Changes nothing but size."""
        if self._cache is None:
            return
        early = dict.fromkeys(first)
        for address in sorted(self._files, key=lambda address: (address not in early, address)):
            if self._files[address].suffix in COMPRESSIBLE:
                self._compress_well(address, self._cache)

    def _compress_well(self, address: str, cache: Path) -> None:
        original = self._files[address].read_bytes()
        for encoding, compress in BEST.items():
            target = cache / f"{sha256(original).hexdigest()}.{encoding}"
            if not target.exists():
                cache.mkdir(parents=True, exist_ok=True)
                part = target.with_suffix(f".{os.getpid()}.part")
                part.write_bytes(compress(original))
                part.replace(target)
                self._bodies.pop((address, encoding), None)


def in_background(work: Callable[[], None], *, name: str) -> None:
    """Run ``work`` beside the server, after everything else that wants the processor."""

    def run() -> None:
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
        with suppress(OSError):  # a full or read-only disk: files stay as quickly compressed
            work()

    threading.Thread(target=run, name=name, daemon=True).start()
