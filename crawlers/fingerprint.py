"""Tell whether a page says something new, whatever its boxes, counters and tokens do."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from cssselect import SelectorError
from lxml import html

from config.source import Profile
from crawlers.discovery.document import load_html

_SILENT = ("script", "style", "noscript", "template", "iframe", "svg", "nav", "header", "footer", "aside", "form")
_LEAST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """The hash of what a page says, and whether the profile found its body there."""

    digest: str
    by_profile: bool


def read_page(body: bytes, profile: Profile) -> Reading | None:
    """Hash what a reader reads of an article: title, lead, date and body by the profile, else all but the furniture.

    None for what is no HTML or holds no text.
    """
    root = load_html(body)
    if root is None:
        return None
    for node in [*root.iter(*_SILENT), *_select(root, profile.drop)]:
        node.drop_tree()
    boxes = _select(root, profile.container)
    parts = [_text(box) for box in boxes[:1]]
    if sum(map(len, parts)) < _LEAST_TEXT:
        return _hash([_text(root)], by_profile=False)
    for selectors in (profile.title, profile.lead, profile.date.selector, profile.caption):
        parts += [_text(node) for node in _select(root, selectors)]
    return _hash([root.findtext(".//title") or "", *parts], by_profile=True)


def _select(root: html.HtmlElement, selectors: Sequence[str]) -> list[html.HtmlElement]:
    found: list[html.HtmlElement] = []
    for selector in selectors:
        try:
            found += [node for node in root.cssselect(selector) if node is not root and node.getparent() is not None]
        except SelectorError:
            continue
    return list(dict.fromkeys(found))


def _text(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def _hash(parts: list[str], *, by_profile: bool) -> Reading | None:
    if not any(parts):
        return None
    return Reading(hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest(), by_profile)
