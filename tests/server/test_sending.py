"""Files arrive whole in every form, are kept by the browser, and pages are ours."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from streamlit import file_util

from dashboard.server.application import OWN_FILES, SMALLER_FONTS, assets
from dashboard.server.assets import Assets, accepted_encoding
from tests.server.conftest import Answers

STREAMLIT_FILES = Path(file_util.get_static_dir())
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}


def test_every_file_is_byte_equal_after_decompression() -> None:
    sent = assets(cache=None)
    cut = {
        f"/static/media/{file.name}"
        for name in SMALLER_FONTS
        for file in STREAMLIT_FILES.glob(f"**/{name}.*")
    }
    files = [file for file in (STREAMLIT_FILES / "static").rglob("*") if file.is_file()]
    assert len(files) > 300
    for file in files:
        address = f"/{file.relative_to(STREAMLIT_FILES).as_posix()}"
        if address not in cut:
            encoding = sent.encoding(address, "gzip, deflate, br")
            assert UNPACK[encoding](sent.body(address, encoding=encoding).content) == file.read_bytes(), (
                address
            )


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_the_cache_holds_smaller_forms_of_the_same_bytes(tmp_path: Path, encoding: str) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    text = (STREAMLIT_FILES / "index.html").read_bytes()
    (folder / "page.html").write_bytes(text)
    (folder / "picture.png").write_bytes(b"not really")
    kept = Assets({"/static/": folder}, cache=tmp_path / "cache")
    quick = kept.body("/static/page.html", encoding=encoding)
    kept.compress_all()
    best = kept.body("/static/page.html", encoding=encoding)
    assert UNPACK[encoding](best.content) == text
    assert len(best.content) <= len(quick.content)
    assert best.etag == quick.etag
    assert len(list((tmp_path / "cache").iterdir())) == 2
    later = Assets({"/static/": folder}, cache=tmp_path / "cache")
    assert later.body("/static/page.html", encoding=encoding) == best


def test_a_cut_off_file_in_the_cache_is_never_sent(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.js").write_text("let a = 1;", encoding="utf-8")
    cache = tmp_path / "cache"
    cache.mkdir()
    unfinished = Assets({"/static/": folder}, cache=cache)
    (cache / "0123.456.part").write_bytes(b"half")
    assert brotli.decompress(unfinished.body("/static/a.js", encoding="br").content) == b"let a = 1;"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.0", "identity"),
        ("", "identity"),
        ("brr", "identity"),
    ],
)
def test_the_form_is_one_that_the_browser_takes(accepted: str, encoding: str) -> None:
    assert accepted_encoding(accepted) == encoding


def script_address() -> str:
    return f"/static/js/{next((STREAMLIT_FILES / 'static' / 'js').glob('index.*.js')).name}"


def test_a_script_is_sent_compressed_typed_and_kept_for_good(answers: Answers) -> None:
    client, address = answers(), script_address()
    original = (STREAMLIT_FILES / address.removeprefix("/")).read_bytes()
    for accepted, encoding in (("br", "br"), ("gzip", "gzip"), ("identity", None)):
        answer = client.get(address, headers={"Accept-Encoding": accepted})
        assert answer.content == original
        assert answer.headers.get("content-encoding") == encoding
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["vary"] == "Accept-Encoding"
    assert (
        int(client.get(address, headers={"Accept-Encoding": "br"}).headers["content-length"])
        < len(original) / 3
    )


def test_a_browser_that_has_the_file_is_told_so(answers: Answers) -> None:
    client = answers()
    etag = client.get("/app/static/favicon.svg").headers["etag"]
    again = client.get("/app/static/favicon.svg", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["cache-control"]) == (304, b"", "no-cache")
    other = client.get("/app/static/favicon.svg", headers={"If-None-Match": '"other"'})
    assert other.content == (OWN_FILES / "favicon.svg").read_bytes()


def test_the_head_of_a_file_has_its_size_and_no_content(answers: Answers) -> None:
    client, address = answers(), script_address()
    for place in (address, "/"):
        asked = {"Accept-Encoding": "gzip"}
        head, whole = client.head(place, headers=asked), client.get(place, headers=asked)
        assert head.content == b""
        assert head.headers["content-length"] == whole.headers["content-length"]


def test_a_file_that_is_not_there_is_not_the_page(answers: Answers) -> None:
    client = answers()
    for address in (
        "/static/js/none.js",
        "/static/%2e%2e/index.html",
        "/app/static/%2e%2e/app.py",
        "/app/static/",
    ):
        answer = client.get(address)
        assert "<html" not in answer.text
        assert answer.status_code in (400, 404)


def test_nobody_writes_to_a_file(answers: Answers) -> None:
    answer = answers().post("/app/static/favicon.svg", content=b"x")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_a_page_has_our_title_icon_and_first_words(answers: Answers) -> None:
    client = answers()
    for address in ("/", "/front", "/no-such-page"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-cache"
        assert "<title>Towns &lt;at&gt; risk</title>" in answer.text
        assert '<link rel="icon" href="./app/static/favicon.svg">' in answer.text
        assert ">Wait &amp; see</p></div>" in answer.text
        assert "<noscript><p>Needs JavaScript</p></noscript>" in answer.text
        assert "agent" not in answer.text
        assert "Licensed under the Apache License" in answer.text


def test_a_page_names_only_files_that_are_there(answers: Answers) -> None:
    client = answers()
    named = re.findall(r'(?:src|href)="\./([^"]+)"', client.get("/").text)
    assert len(named) > 50
    assert sum("/Html." in name or "/purify.es." in name for name in named) == 2
    for name in named:
        assert client.head(f"/{name}").status_code == 200, name


def test_an_address_below_a_page_is_left_to_streamlit(answers: Answers) -> None:
    client = answers()
    assert client.get("/front/_stcore/health").status_code == 404
    onward = client.get("/front/", follow_redirects=False)
    assert (onward.status_code, onward.headers["location"]) == (301, "/front")
