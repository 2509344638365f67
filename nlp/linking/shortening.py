"""Know the short name of a thing that the gazetteer lacks by the longer one that the same text has."""

import re
from collections.abc import Collection, Iterable, Iterator

from nlp.linking.keys import organisation_key, soft_park_key

_FORM = re.compile(r"\b(?:tnhh|co phan|cp|ctcp|jsc|joint stock|ltd|limited|llc|inc|corp|corporation|plc)\b")
_LEAST = 5  # letters of a single word that stands for more


def find_longer_organisations(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the key of the only longer name that each shorter one begins or ends; `names` are keys with surfaces.

    `Hưng Phát` is `Công ty TNHH Thủy sản Hưng Phát`; two names that both have a legal form are two companies.
    """
    formed: dict[str, bool] = {}
    for key, surface in names:
        formed[key] = formed.get(key, False) or _FORM.search(organisation_key(surface)) is not None
    longer: dict[str, set[str]] = {}
    for key, is_formed in formed.items():
        for short in _iter_shorter(key.split()):
            if short in formed and not (formed[short] and is_formed):
                longer.setdefault(short, set()).add(key)
    return _settle(longer)


def find_longer_parks(names: Collection[str]) -> dict[str, str]:
    """Return the key of the only park that differs from each but by what it is for: `Phuoc Dong Chemical Park`."""
    alike: dict[str, list[str]] = {}
    for key in names:
        alike.setdefault(soft_park_key(key), []).append(key)
    pairs = [sorted(keys, key=len) for soft, keys in alike.items() if soft and len(set(keys)) == 2]
    return {short: long for short, long in pairs if long.startswith(f"{short} ")}


def _settle(longer: dict[str, set[str]]) -> dict[str, str]:
    settled: dict[str, str] = {}
    for short in sorted(longer, key=len, reverse=True):
        wholes = {settled.get(key, key) for key in longer[short]}
        if len(wholes) == 1:
            settled[short] = wholes.pop()
    return settled


def _iter_shorter(words: list[str]) -> Iterator[str]:
    for size in range(1, len(words)):
        for part in (words[:size], words[-size:]):
            if size > 1 or len(part[0]) >= _LEAST:
                yield " ".join(part)
