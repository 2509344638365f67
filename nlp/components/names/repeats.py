"""Find a name again wherever its document repeats it, also without its legal form."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from config.schema import Evidence, Label, Mention, Passage
from nlp.components.names.enumerations import DESIGNATORS
from nlp.components.names.records import add_recorded
from nlp.components.names.regions import add_regions, lies_in
from nlp.components.names.tables import add_first_cells
from nlp.segment import find_sentence, iter_sentences

_HEAD = re.compile(
    r"^(?:Công ty|công ty|CTCP|Cty|Tập đoàn|tập đoàn|Tổng công ty|Ngân hàng)"
    r"(?: (?:TNHH|MTV|một thành viên|Một thành viên|Cổ phần|cổ phần|CP|liên doanh|TMCP))*\s+"
)
_TAIL = re.compile(
    r"(?:,? (?:Co\.?,? ?Ltd\.?|JSC|Corporation|Corp\.?|Group|Joint Stock Company|Company Limited|Company|Limited|"
    r"Inc\.?|LLC))+$"
)
_LONGEST_EACH = 7  # letters of a word for many, its blanks too
_MANY = re.compile(r"\b(?:[Cc]ác|[Nn]hững|[Hh]ai|[Bb]a) $")  # "các KCN Tân Bình, Tân Tạo"
_SITE = "names.site"
_PROPER = 2  # words of a company's name proper
_BUILDS = re.compile(
    r"\b(?:KCN|IPs?|industrial|infrastructure|invest\w*|develop\w*|parks?|zones?|city|hạ tầng|đầu tư|phát triển|"
    r"công nghiệp)\b",
    re.I,
)
_SHARE = 0.9  # of the score of the name that is repeated
_FREE, _NAMED, _PLACED = 0, 1, 2  # what a letter belongs to: nothing, a name, a place that may give way


def repeat_names(text: str, mentions: Sequence[Mention], passages: Sequence[Passage]) -> list[Mention]:
    """Return all mentions and those where a park's or an organisation's name stands again unread.

    A name that is only part of such a name gives way to it.
    """
    mentions = add_recorded(add_regions(add_first_cells(mentions, passages), passages), passages)
    forms: dict[str, Mention] = {}
    for mention in mentions:
        if mention.label in {"PARK", "ORG"}:
            for form in _forms_of(mention.evidence.surface, mention.label):
                forms.setdefault(form, mention)
                if mention.label == "ORG" and " " in form:
                    forms.setdefault(form.upper(), mention)
    if not forms:
        return list(mentions)
    taken = bytearray(len(text))
    for mention in mentions:
        mark = _PLACED if mention.label == "PLACE" else _NAMED
        taken[mention.evidence.start : mention.evidence.end] = bytes([mark]) * len(mention.evidence.surface)
    named = sorted((m.evidence.start, m.evidence.end) for m in mentions)
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")
    found: list[Mention] = []
    spans: list[tuple[int, int]] = []
    for passage in passages:
        sentences: list[tuple[int, int]] = []
        for match in pattern.finditer(passage.text):
            start, end = passage.start + match.start(), passage.start + match.end()
            mention = forms[match[0]]
            if mention.label == "ORG":
                start = _start_of_cut(named, start, end, text)
            beside = taken[max(0, start - 1) : start] + taken[end : end + 1]
            is_one = _PLACED not in beside and not _MANY.search(text, max(0, start - _LONGEST_EACH), start)
            if is_one and _FREE in taken[start:end] and _holds(named, start, end):
                sentences = sentences or list(iter_sentences(passage.text))
                found.append(_again(mention, passage, text[start:end], start, sentences))
                spans.append((start, end))
    kept = [m for m in mentions if not lies_in(spans, m.evidence.start)]
    return _settle_namesakes([*kept, *found])


def _start_of_cut(named: Sequence[tuple[int, int]], start: int, end: int, text: str) -> int:
    """Return where a company's name begins that was cut within a repeated one: `CÔNG TY CỔ PHẦN SONADEZI TRỊ` AN."""
    before = bisect_left(named, (start, 0)) - 1
    first, last = named[before] if before >= 0 else (0, 0)
    return first if start < last < end and _HEAD.match(text[first:start].capitalize()) else start


def _holds(named: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether no name that shares letters with a span reaches over its ends."""
    first = bisect_left(named, (start, 0))
    before = named[first - 1][1] if first else 0
    last = bisect_left(named, (end, 0)) - 1
    return before <= start and (last < first or named[last][1] <= end)


def _settle_namesakes(mentions: Sequence[Mention]) -> list[Mention]:
    """Take a bare name for a firm's or a site's, as its document has it elsewhere, and never with a park's word.

    A firm's has a legal form there, a site's its own word (`Dung Quat II power plant`).
    """
    parks = {m.evidence.surface for m in mentions if m.label == "PARK"}
    firms = {m.evidence.surface for m in mentions if m.label == "ORG"}
    others: dict[str, Label] = dict.fromkeys((f for s in firms for f in _iter_short(s)), "ORG")
    others |= dict.fromkeys((m.evidence.surface for m in mentions if m.extractor == _SITE), "PLACE")
    longer = "\n".join(sorted(parks))
    bare = {surface for surface in parks & others.keys() if not _is_designated(surface) and longer.count(surface) == 1}
    return [
        replace(m, label=others[m.evidence.surface], extractor="names.namesake")
        if m.label == "PARK" and m.evidence.surface in bare
        else m
        for m in mentions
    ]


def _iter_short(surface: str) -> Iterator[str]:
    """Iterate over what is short for a company's name: without its legal form, and, unless it builds parks, without its
    trade (`Song Ngoc` for `Song Ngoc Paper`).
    """
    for form in _forms_of(surface, "ORG"):
        if form != surface:
            yield form
        words = form.split()
        if len(words) > _PROPER and not _BUILDS.search(form):
            yield " ".join(words[:_PROPER])


def _is_designated(surface: str) -> bool:
    return not DESIGNATORS.isdisjoint(surface.lower().split())


def _forms_of(surface: str, label: Label) -> Iterator[str]:
    """Iterate over what may stand for a name: itself, and a company's name without its legal form."""
    forms = [surface]
    if label == "ORG":
        forms += [_HEAD.sub("", surface), _TAIL.sub("", surface)]
    for form in dict.fromkeys(forms):
        is_shouted = form.isupper() and _HEAD.match(form.capitalize())  # perhaps cut, and known again without its head
        if (len(form) > 3 or (form.isupper() and len(form) > 2)) and form[0].isupper() and not is_shouted:
            yield form


def _again(mention: Mention, passage: Passage, surface: str, at: int, sentences: Sequence[tuple[int, int]]) -> Mention:
    end = at + len(surface)
    first, last = find_sentence(sentences, at - passage.start, end - passage.start)
    return Mention(
        evidence=Evidence(
            article_id=passage.article_id,
            passage=passage.ordinal,
            start=at,
            end=end,
            surface=surface,
            sentence_start=passage.start + first,
            sentence_end=passage.start + last,
        ),
        label=mention.label,
        extractor="names.repeat",
        score=round(mention.score * _SHARE, 3),
    )
