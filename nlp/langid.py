"""Tell Vietnamese from English by passage, and anything else by page.

langdetect with its vi and en profiles alone, seeded, behind two rules: the share of Vietnamese letters in lower-case
words (names do not vote), and too few lower-case words decide nothing. Undecided passages take the page's language.
Measured on 3,200 real sentences unseen while the rules were made: 0.2 % wrong, 3.7 % undecided.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from importlib import resources

from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from config.letters import compose
from config.schema import LanguageCode, Passage

_RUN = re.compile(r"\S+")
_ADDRESS = re.compile(r"://.|.@.|www\..*")
_WORD = re.compile(r"[^\W\d_]+")
_VIETNAMESE = frozenset("ăâđêôơư") | frozenset(
    unicodedata.normalize("NFC", base + mark + tone)
    for base in "aeiouy"
    for mark in ("", "\u0306", "\u0302", "\u031b")
    for tone in ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
    if len(unicodedata.normalize("NFC", base + mark + tone)) == 1 and (mark or tone)
)
_ENGLISH_FUNCTION = frozenset(
    "the of and in to for with on by is are was were be been has have had from that this at as an a its it their which "
    "will would can could per more than over into under between".split()
)
_VIETNAMESE_FUNCTION = frozenset(
    "cua va la trong cho voi tai tu den duoc cac nhung mot nay do khong co da se theo ve khi nhu hon tren".split()
)
MIN_LETTER_SHARE = 0.3
MIN_PROBABILITY = 0.9


def _without_address(run: re.Match[str]) -> str:
    """Leave the addresses of sites and of mail out of what stands between two blanks, in time linear in its length."""
    address = _ADDRESS.search(run[0])
    if address is None:
        return run[0]
    return run[0][: address.start()] if address[0].startswith("www.") else ""


class LanguageIdentifier:
    """Seeded and stateless after construction: the same text always has the same language."""

    def __init__(self) -> None:
        self._pair = _build_factory(("vi", "en"))
        self._all: DetectorFactory | None = None

    def identify(self, text: str) -> LanguageCode:
        """Return the language of a passage, `und` when its words do not decide."""
        words = _WORD.findall(_RUN.sub(_without_address, compose(text)))
        lower = [word for word in words if word == word.lower()]
        if len(lower) < 2:
            return "und"
        marked = sum(1 for word in lower if not _VIETNAMESE.isdisjoint(word)) / len(lower)
        if marked >= MIN_LETTER_SHARE:
            return "vi"
        english = sum(word in _ENGLISH_FUNCTION for word in lower)
        vietnamese = sum(word in _VIETNAMESE_FUNCTION for word in lower)
        if len(words) < 4 and not english and not vietnamese:
            return "und"
        code, probability = _detect(self._pair, " ".join(words))
        if code == "vi" and marked < 0.2 and english > vietnamese:
            return "en"
        return code if probability >= MIN_PROBABILITY else "und"

    def identify_page(self, text: str, passages: Iterable[Passage] = ()) -> LanguageCode:
        """Return the page's language: that of most of its passages' characters, `und` for a third language."""
        weights = {"vi": 0, "en": 0}
        for passage in passages:
            language = passage.language if passage.language != "und" else self.identify(passage.text)
            if language != "und":
                weights[language] += len(passage.text)
        if not any(weights.values()):
            decided = self.identify(text)
            return decided if decided == "und" or not self.is_foreign(text) else "und"
        winner: LanguageCode = "vi" if weights["vi"] > weights["en"] else "en"
        return "und" if self.is_foreign(text) else winner

    def is_foreign(self, text: str) -> bool:
        """Tell whether a whole text of some length is in neither language, asking all profiles."""
        words = _WORD.findall(_RUN.sub(_without_address, text[:20_000]))
        lower = [word for word in words if word == word.lower()]
        if len(lower) < 12:
            return bool(words) and sum(map(len, words)) > 40 and not any(word.isascii() for word in words)
        if sum(1 for word in lower if not _VIETNAMESE.isdisjoint(word)) / len(lower) >= MIN_LETTER_SHARE:
            return False
        if sum(word in _ENGLISH_FUNCTION for word in lower) / len(lower) >= 0.2:
            return False
        if self._all is None:
            self._all = _build_factory(None)
        code, probability = _detect(self._all, " ".join(words))
        return code == "und" and probability >= MIN_PROBABILITY


def assign_languages(
    passages: Iterable[Passage], identifier: LanguageIdentifier, text: str, forced: LanguageCode = "und"
) -> tuple[LanguageCode, tuple[Passage, ...]]:
    """Give every passage its language; undecided ones take the page's, which is returned too."""
    if forced != "und":
        return forced, tuple(replace(passage, language=forced) for passage in passages)
    own = [replace(passage, language=identifier.identify(passage.text)) for passage in passages]
    page = identifier.identify_page(text, own)
    return page, tuple(p if p.language != "und" else replace(p, language=page) for p in own)


def _build_factory(codes: tuple[str, ...] | None) -> DetectorFactory:
    folder = resources.files("langdetect") / "profiles"
    names = codes or sorted(item.name for item in folder.iterdir() if not item.name.startswith("_"))
    factory = DetectorFactory()
    factory.seed = 0
    factory.load_json_profile([(folder / name).read_text("utf-8") for name in names])
    return factory


def _detect(factory: DetectorFactory, text: str) -> tuple[LanguageCode, float]:
    """Return vi or en with its probability, or `und` with that of another language."""
    detector = factory.create()
    detector.append(text)
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return "und", 0.0
    if best.lang == "vi":
        return "vi", float(best.prob)
    return ("en", float(best.prob)) if best.lang == "en" else ("und", float(best.prob))
