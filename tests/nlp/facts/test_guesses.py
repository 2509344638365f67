"""What a figure may mean where no word right beside it tells."""

from decimal import Decimal

from config.schema import Evidence, Figure
from nlp.facts.binding import see_by_rules
from nlp.facts.guesses import SURE, guess, list_features, load_guesses
from nlp.facts.meaning import Meanings
from nlp.facts.scene import Scene
from nlp.figures import extract_figures
from nlp.segment import iter_text_passages
from tests.nlp.facts.reading import VOCABULARY, figure_facts, read

WEIGHTS = {"rule other": {"other": 1.0}, "< laundry": {"water_used": 2.0, "tariff": 9.0}}


def test_only_what_fits_is_guessed() -> None:
    assert guess(["rule other"], ["water_used"], "other", WEIGHTS)[0] == "other"
    best, share = guess(["rule other", "< laundry"], ["water_used"], "other", WEIGHTS)
    assert best == "water_used"
    assert 0.7 < share < 0.75  # e / (1 + e)


def test_nothing_is_guessed_without_weights() -> None:
    assert guess(["rule other"], ["water_used"], "other", {}) == ("other", 0.5)


def test_features_are_of_the_sentence_alone_and_few() -> None:
    text = "Nothing of this. " + "word " * 500 + "90 m3 " + "word " * 500 + "end. Nor of this."
    (figure,) = [figure for figure in extract_figures(text, "en") if figure.unit == "m3"]
    found = list_features(figure, text, (17, len(text) - 13), "", "other", ("area", "ha"))
    assert len(found) < 100
    assert not any("nothing" in feature or "nor" in feature for feature in found if feature[0] in "<>")
    assert "after area" in found


def test_a_long_text_above_costs_nothing() -> None:
    at = Evidence(
        article_id="a", passage=0, start=9_000_010, end=9_000_015, surface="90 m3", sentence_start=0, sentence_end=0
    )
    figure = Figure(evidence=at, value=Decimal(90), unit="m3", dimension="volume", modifier="exact")
    text = "x" * 9_000_010 + "90 m3"
    assert len(list_features(figure, text, (9_000_000, len(text)), "", "other", None)) < 30


def test_the_rules_go_first() -> None:
    text = "An Thinh IP covers 351 ha and has a ring road of 12 km."
    scene = Scene(text, tuple(iter_text_passages("a", text)), (), None)
    told = list(see_by_rules(extract_figures(text, "en"), scene, Meanings(VOCABULARY)))
    assert [(t.meaning, t.certainty >= SURE) for t in told] == [("area", True), ("distance", True)]
    assert figure_facts(read(text, "en", [("PARK", "An Thinh IP")]))["351 ha"].predicate == "area"


def test_the_weights_know_only_declared_predicates() -> None:
    known = {"other", *(predicate.id for predicate in VOCABULARY.predicates)}
    assert {meaning for row in load_guesses().values() for meaning in row} <= known
