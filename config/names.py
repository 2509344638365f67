"""Load the words that tell what the name beside them is."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from config.declared import CONFIG_DIR, load_yaml

NAMES_PATH = CONFIG_DIR / "names.yml"


class NameWords(BaseModel):
    """Phrases by class beside a name; words in, at, never in names; countries, lists, sites, people and more."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    heads: dict[str, tuple[str, ...]]
    tails: dict[str, tuple[str, ...]]
    countries: tuple[str, ...]
    namesakes: tuple[str, ...]
    inside: dict[str, tuple[str, ...]]
    stops: tuple[str, ...]
    never: tuple[str, ...]
    openers: tuple[str, ...]
    generic: tuple[str, ...]
    plurals: dict[str, tuple[str, ...]]
    sites: dict[str, tuple[str, ...]]
    people: dict[str, tuple[str, ...]]
    trades: dict[str, tuple[str, ...]]
    programmes: dict[str, tuple[str, ...]]


@cache
def load_name_words(path: Path = NAMES_PATH) -> NameWords:
    """Load the words. Raises DeclarationError with file and line."""
    return load_yaml(path, NameWords)
