"""Facts keep their ids when rules change, when numbers are corrected and when text is put before them."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from nlp.figures import extract_figures
from tests.nlp.facts.reading import Names, figure_facts, read

NAMES: Names = [("PARK", "An Thinh IP"), ("ORG", "Minh Phat Steel"), ("PLACE", "Ha Yen")]
TEXT = (
    "An Thinh IP covers 351 ha.\n\nMinh Phat Steel opened its plant in An Thinh IP, Ha Yen, for 40 million USD.\n\n"
    "A workshop was held at An Thinh IP."
)


def test_the_same_text_gives_the_same_facts() -> None:
    first, second = read(TEXT, "en", NAMES), read(TEXT, "en", NAMES)
    assert repr(first) == repr(second)
    assert len({fact.id for fact in first.facts}) == len(first.facts) >= 4


def test_another_process_gives_the_same_facts() -> None:
    script = "from tests.nlp.facts.test_identity import *; print(repr(read(TEXT, 'en', NAMES)))"
    told = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    assert told == [repr(read(TEXT, "en", NAMES))] * 2


def test_ids_belong_to_the_article() -> None:
    here, there = read(TEXT, "en", NAMES), read(TEXT, "en", NAMES, article_id="other")
    assert not {fact.id for fact in here.facts} & {fact.id for fact in there.facts}


def test_a_corrected_number_is_the_same_fact_changed() -> None:
    before = figure_facts(read("An Thinh IP covers 351 ha.", "en", NAMES))["351 ha"]
    after = figure_facts(read("An Thinh IP covers 315.5 ha.", "en", NAMES))["315.5 ha"]
    assert before.id == after.id
    assert before.value != after.value


def test_another_reading_of_the_same_place_is_the_same_fact_changed() -> None:
    text = "An Thinh IP covers more than 351 ha."
    (figure,) = extract_figures(text, "en")
    at = figure.evidence
    start = text.index("351")
    shorter = replace(figure, evidence=replace(at, start=start, surface=text[start : at.end]), modifier="exact")
    assert at.start != start
    before, after = (read(text, "en", NAMES, figures=[f]).facts[0] for f in (figure, shorter))
    assert before.id == after.id


def test_text_put_before_does_not_matter() -> None:
    alone = figure_facts(read("An Thinh IP covers 351 ha.", "en", NAMES))["351 ha"]
    later = figure_facts(read("Rain fell all day.\n\nAn Thinh IP covers 351 ha.", "en", NAMES))["351 ha"]
    assert alone.id == later.id


def test_a_sentence_said_twice_is_two_facts() -> None:
    facts = read("An Thinh IP covers 351 ha.\n\nAn Thinh IP covers 351 ha.", "en", NAMES).facts
    assert len({fact.id for fact in facts}) == 2


def test_long_texts_are_read_block_by_block() -> None:
    part = "Bao Long IP lies far away and has little to do with this, as everybody knows well enough by now. " * 12
    text = f"Parks of Ha Yen\n\n{part}\n\n{part}\n\n{part}\n\nAn Thinh IP\n\nThe park covers 351 ha."
    facts = figure_facts(read(text, "en", [*NAMES, ("PARK", "Bao Long IP")]))
    assert facts["351 ha"].subject == "An Thinh IP"


def test_nothing_comes_of_nothing() -> None:
    built = read("", "en", NAMES)
    assert (built.figures, built.facts) == ((), ())
