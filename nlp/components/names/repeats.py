"""Find a name again wherever its document repeats it, also without its legal form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from config.schema import Evidence, Label, Mention, Passage
from nlp.components.names.enumerations import DESIGNATORS
from nlp.segment import find_sentence, iter_sentences

_HEAD = re.compile(
    r"^(?:Công ty|công ty|CTCP|Cty|Tập đoàn|tập đoàn|Tổng công ty|Ngân hàng)"
    r"(?: (?:TNHH|MTV|một thành viên|Một thành viên|Cổ phần|cổ phần|CP|liên doanh|TMCP))*\s+"
)
_TAIL = re.compile(
    r"(?:,? (?:Co\.?,? ?Ltd\.?|JSC|Corporation|Corp\.?|Group|Joint Stock Company|Company Limited|Company|Limited|"
    r"Inc\.?|LLC))+$"
)
_SITE = "names.site"
_SHARE = 0.9  # of the score of the name that is repeated
_FREE, _NAMED, _PLACED = 0, 1, 2  # what a letter belongs to: nothing, a name, a place that may give way


def repeat_names(text: str, mentions: Sequence[Mention], passages: Sequence[Passage]) -> list[Mention]:
    """Return all mentions and those where a park's or an organisation's name stands again unread.

    A place that is only part of such a name gives way to it.
    """
    forms: dict[str, Mention] = {}
    for mention in mentions:
        if mention.label in {"PARK", "ORG"}:
            for form in _forms_of(mention.evidence.surface, mention.label):
                forms.setdefault(form, mention)
    if not forms:
        return list(mentions)
    taken = bytearray(len(text))
    for mention in mentions:
        mark = _PLACED if mention.label == "PLACE" else _NAMED
        taken[mention.evidence.start : mention.evidence.end] = bytes([mark]) * len(mention.evidence.surface)
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")
    found = list(mentions)
    for passage in passages:
        sentences: list[tuple[int, int]] = []
        for match in pattern.finditer(passage.text):
            start, end = passage.start + match.start(), passage.start + match.end()
            beside = taken[max(0, start - 1) : start] + taken[end : end + 1]
            if _FREE in taken[start:end] and _NAMED not in taken[start:end] and _PLACED not in beside:
                taken[start:end] = bytes([_NAMED]) * (end - start)
                sentences = sentences or list(iter_sentences(passage.text))
                found.append(_again(forms[match[0]], passage, match, sentences))
    kept = [m for m in found if m.label != "PLACE" or taken[m.evidence.start] == _PLACED]
    return _settle_namesakes(kept)


def _settle_namesakes(mentions: Sequence[Mention]) -> list[Mention]:
    """Take a bare name for a firm's or a site's, as its document has it elsewhere, and never with a park's word.

    A firm's has a legal form there, a site's its own word (`Dung Quat II power plant`).
    """
    parks = {m.evidence.surface for m in mentions if m.label == "PARK"}
    firms = {m.evidence.surface for m in mentions if m.label == "ORG"}
    others: dict[str, Label] = dict.fromkeys((f for s in firms for f in _forms_of(s, "ORG") if f != s), "ORG")
    others |= dict.fromkeys((m.evidence.surface for m in mentions if m.extractor == _SITE), "PLACE")
    longer = "\n".join(sorted(parks))
    bare = {surface for surface in parks & others.keys() if not _is_designated(surface) and longer.count(surface) == 1}
    return [
        replace(m, label=others[m.evidence.surface], extractor="names.namesake")
        if m.label == "PARK" and m.evidence.surface in bare
        else m
        for m in mentions
    ]


def _is_designated(surface: str) -> bool:
    return not DESIGNATORS.isdisjoint(surface.lower().split())


def _forms_of(surface: str, label: Label) -> Iterator[str]:
    """Iterate over what may stand for a name: itself, and a company's name without its legal form."""
    forms = [surface]
    if label == "ORG":
        forms += [_HEAD.sub("", surface), _TAIL.sub("", surface)]
    for form in dict.fromkeys(forms):
        if (len(form) > 3 or (form.isupper() and len(form) > 2)) and form[0].isupper():
            yield form


def _again(mention: Mention, passage: Passage, match: re.Match[str], sentences: Sequence[tuple[int, int]]) -> Mention:
    first, last = find_sentence(sentences, match.start(), match.end())
    return Mention(
        evidence=Evidence(
            article_id=passage.article_id,
            passage=passage.ordinal,
            start=passage.start + match.start(),
            end=passage.start + match.end(),
            surface=match[0],
            sentence_start=passage.start + first,
            sentence_end=passage.start + last,
        ),
        label=mention.label,
        extractor="names.repeat",
        score=round(mention.score * _SHARE, 3),
    )
