"""Load the words by which a sentence says when a figure holds and whom it is about."""

import re
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from config.declared import CONFIG_DIR, load_yaml
from config.predicates import Words

FACTS_PATH = CONFIG_DIR / "facts.yml"


class FactWords(BaseModel):
    """Phrases of both languages by what they tell; `facts.yml` says of each where it stands."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    founded: Words
    founded_with: Words
    now: Words
    announced: Words
    will: Words
    compared: Words
    report: Words
    whole: Words
    in_period: Words
    same_period: Words
    again: Words
    parts_behind: Words
    parts_before: Words
    of_these: Words
    rests: Words
    targets: Words
    grounds: Words
    plans: Words
    calls: Words
    results: Words
    proposals: Words
    expected: Words
    yearly: Words
    surely_done: Words
    surely_done_verbs: Words
    surely_done_behind: Words
    surely_ahead: Words
    undone: Words
    openers: Words
    done: Words
    part_follows: Words
    wholes: Words
    no_wholes: Words
    changed: Words
    reached: Words
    beside: Words
    until: Words
    dating: Words
    months: Words
    sized: Words
    in_order: Words
    seats: Words
    committees: Words
    districts: Words
    each: Words
    takes_part: Words
    expects: Words
    own: Words
    market: Words
    followed: Words
    retracted: Words
    denied: Words
    but: Words
    corrected: Words
    together: Words
    parks_counted: Words
    parks_owned: Words
    yearly_reports: Words
    defined: Words
    first_person: Words
    market_reports: Words
    regional: Words
    province_wide: Words
    this_firm: Words
    placed: Words
    turns: Words
    placing: Words
    fronted: Words
    works: Words
    sources: Words
    roles: Words
    grants: Words
    backed: Words


@cache
def load_fact_words(path: Path = FACTS_PATH) -> FactWords:
    """Load the words. Raises DeclarationError with file and line."""
    return load_yaml(path, FactWords)


def any_of(*words: Words) -> str:
    """Return a pattern for whichever of the phrases stands there, the longest first."""
    phrases = sorted({p for part in words for p in (*part.en, *part.vi)}, key=lambda phrase: (-len(phrase), phrase))
    return r"\b(?:" + "|".join(re.escape(p.rstrip("*")) + r"\w*" * p.endswith("*") for p in phrases) + r")\b"
