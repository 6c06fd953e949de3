"""Safe HTML for ``st.html``, which drops scripts and inline SVG: whatever is not ``Html`` is escaped."""

from collections.abc import Iterable, Sequence
from functools import cache
from urllib.parse import quote, urlencode

from dashboard.look.escape import for_html
from dashboard.look.palette import DARK, LIGHT


class Html(str):
    """Markup built here; a plain string never becomes one without being escaped."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str | int | None) -> Html:
    """``<tag ...>children</tag>``.

    A trailing underscore is cut from an attribute's name, inner ones become hyphens. An attribute that is
    None is left out.
    """
    written = "".join(
        [
            f' {_attribute(name)}="{for_html(value)}"'
            for name, value in attributes.items()
            if value is not None
        ]
    )
    return Html(f"<{tag}{written}>{''.join(_safe(children))}</{tag}>")


@cache
def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def joined(children: Iterable[str], separator: str = "") -> Html:
    """The children one after another, escaped unless they are Html."""
    return Html(separator.join(_safe(children)))


def _safe(children: Iterable[str]) -> list[str]:
    return [child if isinstance(child, Html) else for_html(child) for child in children]


def page_link(label: str, page: str, /, **query: str | Sequence[str] | None) -> Html:
    """A link to a page of this dashboard, and to nowhere else; the label is escaped, the query encoded."""
    return element("a", label, href=page_address(page, **query), target="_self")


def page_address(page: str, /, **query: str | Sequence[str] | None) -> str:
    """The relative address of a page with its query, encoded; parts that are None are left out."""
    given = urlencode({name: value for name, value in query.items() if value is not None}, doseq=True)
    return f"./{quote(page, safe='')}{'?' + given if given else ''}"


def both(colours: tuple[str, str]) -> str:
    """A style attribute that hands a light and a dark colour to the style sheet."""
    return f"--light:{colours[0]};--dark:{colours[1]}"


def role(name: str) -> str:
    """The same for a role of the palette."""
    return both((getattr(LIGHT, name), getattr(DARK, name)))


def notice(text: str, *, tone: str = "plain") -> Html:
    """One line that the reader must see; ``tone`` is "plain", "caution" or "action"."""
    kind = "alert" if tone == "action" else "status"
    return element("div", text, class_=f"dash-notice dash-{tone}", role=kind)


def banner(parts: Iterable[str]) -> Html:
    """The line at the top of each page: as-of date, age of the data, what kind of data it is."""
    return element("div", *(element("span", part) for part in parts if part), class_="dash-banner")
