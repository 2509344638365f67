"""The page's own words: declared strings, numbers and dates as each language writes them."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, RootModel

from config.declared import load_yaml

LANGUAGES = ("vi", "en")
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
STRINGS = Path(__file__).parent / "strings"
_SAID = "said_"
_GAP = re.compile(r"\\\{(\w+)\\\}")  # as re.escape writes it
_GREEDY = frozenset({"said", "predicate"})  # gaps that may hold the words that stand behind them
_AMOUNTS = frozenset({"amount", "bound"})
_UNITS = frozenset({"unit", "other"})
_AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MONTHS = "January February March April May June July August September October November December".split()


class Counted(BaseModel):
    """What is said of one thing and of any other number `{n}`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    one: str
    other: str


class Strings(RootModel[dict[str, str | Counted]]):
    """All strings of a language by key."""


class Interface:
    """Speaks one language."""

    def __init__(self, language: str, strings: Mapping[str, str | Counted]) -> None:
        self.language = language
        self._strings = strings

    def __call__(self, key: str, **values: object) -> str:
        """Say a declared string; KeyError if it is not declared."""
        found = self._strings[key]
        if isinstance(found, Counted):
            raise KeyError(f"{key} is counted")
        return found.format(**values) if values else found

    def count(self, key: str, number: int) -> str:
        """Say how many."""
        found = self._strings[key]
        if isinstance(found, str):
            raise KeyError(f"{key} is not counted")
        return (found.one if number == 1 else found.other).format(n=self.number(Decimal(number)))

    def word(self, group: str, value: str) -> str:
        """Say a code in words; codes without a declared string are shown with spaces."""
        found = self._strings.get(f"{group}_{value}")
        return found if isinstance(found, str) else value.replace("_", " ")

    def said(self, message: str, **known: str) -> str:
        """Say in this language what is said in English: by a declared message that it fits, else as it is.

        `known` are the words for gaps of these names.
        """
        if self.language == "en":
            return message
        for key, pattern in _messages():
            if (match := pattern.fullmatch(message)) is not None:
                gaps = {name: self._gap(name, text, known) for name, text in match.groupdict().items()}
                return self(key, **gaps) if gaps else self(key)
        return message

    def _gap(self, name: str, text: str, known: Mapping[str, str]) -> str:
        if name in _AMOUNTS:
            return _AMOUNT.sub(lambda found: self.number(Decimal(found[0].replace(",", ""))), text)
        if name in _UNITS:
            return "/".join(self.word("unit", part) for part in text.split("/"))
        return known.get(name) or self.said(text, **known)

    def number(self, value: Decimal | int) -> str:
        """Write a number with grouped thousands, without trailing zeros."""
        text = format(Decimal(value), ",f")
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return text.translate(str.maketrans(",.", ".,")) if self.language == "vi" else text

    def amount(self, value: Decimal) -> str:
        """Write a number as it is read aloud: from a million on in millions or billions, if nothing is lost by it."""
        billions, millions = value / 10**9, value / 10**6
        if abs(billions) >= 1 and billions == round(billions, 3):
            return self("billions", n=self.number(billions))
        if abs(millions) >= 1 and millions == round(millions, 3):
            return self("millions", n=self.number(millions))
        return self.number(value)

    def moment(self, value: datetime) -> str:
        """Write a day and the time of the clock in Vietnam."""
        return f"{self.day(value)}, {value.astimezone(ZONE):%H:%M}"

    def day(self, value: date | datetime | str | None) -> str:
        """Write a day; years and months alone stay as they are said."""
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                return str(value)
        if value is None:
            return self("undated")
        if isinstance(value, datetime):
            value = value.astimezone(ZONE)
        if self.language == "vi":
            return f"{value.day}/{value.month}/{value.year}"
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


@cache
def load_interface(language: str) -> Interface:
    """Load the strings of one of LANGUAGES."""
    return Interface(language, load_yaml(STRINGS / f"{language}.yml", Strings).root)


@cache
def _messages() -> list[tuple[str, re.Pattern[str]]]:
    """The messages that are said in English, by key; those without gaps come first."""
    declared = load_yaml(STRINGS / "en.yml", Strings).root
    texts = [(key, text) for key, text in declared.items() if key.startswith(_SAID) and isinstance(text, str)]
    ordered = sorted(texts, key=lambda pair: "{" in pair[1])
    return [(key, re.compile(_GAP.sub(_group, re.escape(text)), re.DOTALL)) for key, text in ordered]


def _group(gap: re.Match[str]) -> str:
    return f"(?P<{gap[1]}>.+)" if gap[1] in _GREEDY else f"(?P<{gap[1]}>.+?)"


def choose_language(accepted: str) -> str:
    """Choose what an Accept-Language header prefers among LANGUAGES; Vietnamese if it names neither."""
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted.split(",")[:20]):
        code, _, quality = part.partition(";q=")
        language = code.strip().lower()[:2]
        if language in LANGUAGES:
            ranked.append((-_quality(quality), place, language))
    return min(ranked)[2] if ranked else LANGUAGES[0]


def _quality(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
