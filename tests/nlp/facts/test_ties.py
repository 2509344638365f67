"""What the gazetteer tells of two things, and what that weighs in judging what a sentence says."""

from dataclasses import replace

import pytest

from config.gazetteer import Gazetteer, Tie, load_gazetteer
from config.schema import Label
from nlp.annotate import Annotator
from nlp.facts.scene import Name
from nlp.facts.ties import Ties
from nlp.segment import iter_text_passages
from tests.nlp.facts.reading import mentions_of

TIES = Ties(load_gazetteer())


def name(label: Label, surface: str, entity_id: str | None, key: str = "") -> Name:
    (mention,) = mentions_of(surface, tuple(iter_text_passages("text", surface)), label, surface, None)
    return Name(key or surface, label, replace(mention, entity_id=entity_id), 0, len(surface), 0, "")


THANG_LONG = name("PARK", "Thang Long IP", "thang-long")
TIED = [
    (THANG_LONG, name("PLACE", "Hanoi", "ha-noi"), "same"),
    (THANG_LONG, name("PLACE", "Dong Anh", "ha-noi--huyen-dong-anh"), "in"),
    (THANG_LONG, name("PLACE", "Ba Dinh", "ha-noi--quan-ba-dinh"), "beside"),
    (THANG_LONG, name("PLACE", "Hai Phong", "hai-phong"), "elsewhere"),
    (THANG_LONG, name("PLACE", "Nowhere", None), "unknown"),
    (name("PARK", "Song Lam IP", None), name("PLACE", "Hanoi", "ha-noi"), "unknown"),
    (name("ORG", "DEEP C", "deep-c-industrial-zones"), name("PARK", "Dinh Vu", "dinh-vu"), "runs"),
    (name("ORG", "DEEP C", "deep-c-industrial-zones"), THANG_LONG, "elsewhere"),
    (name("ORG", "Công ty TNHH Khu công nghiệp Thăng Long", None), THANG_LONG, "runs"),
    (name("ORG", "Minh Phat Steel", None), THANG_LONG, "unknown"),
]


@pytest.mark.parametrize(("subject", "thing", "wanted"), TIED)
def test_two_things_are_tied(subject: Name, thing: Name, wanted: str) -> None:
    assert TIES.between(subject, thing) == wanted


def test_parts_know_their_group() -> None:
    group = next(entity for entity in load_gazetteer() if entity.group_of)
    part = name("PARK", "a part", group.group_of[0])
    assert TIES.between(part, name("PARK", "the group", group.id)) == "part"


def test_things_are_known_by_what_texts_told_of_them() -> None:
    told = [
        Tie(subject="Công ty TNHH Thép Minh Phát", relation="tenant_of", object="thang-long", told_in=("a",)),
        Tie(subject="Thang Tam IP", relation="part_of", object="thang-long", told_in=("a",)),
    ]
    ties = Ties(Gazetteer(load_gazetteer(), (), told))
    thang_long = name("PARK", "Thang Long IP", "thang-long", key="thang-long")
    assert ties.told(name("ORG", "Thép Minh Phát", None, key="ORG:thep minh phat"), thang_long) == ("tenant_of",)
    assert ties.told(name("PARK", "KCN Thăng Tám", None, key="PARK:thang tam"), thang_long) == ("part_of",)
    assert ties.told(thang_long, name("ORG", "Thép Minh Phát", None, key="ORG:thep minh phat")) == ()


def test_a_tie_told_elsewhere_makes_a_relation_likelier() -> None:
    text = "Minh Phat Steel shipped its first coils from Thang Long Industrial Park."
    sure = []
    for told in ([], [Tie(subject="Minh Phat Steel", relation="tenant_of", object="thang-long", told_in=("a",))]):
        facts = Annotator(Gazetteer(load_gazetteer(), (), told)).annotate_text("text", text).facts
        sure.append(max((f.confidence for f in facts if f.predicate == "tenant_of"), default=0.0))
    assert sure[1] > sure[0]


def test_a_declared_tie_makes_a_relation_likelier() -> None:
    """The same sentence of a park that is declared to lie there, and of one that the gazetteer lacks."""
    text = "Thang Long Industrial Park in Hanoi leased two hectares last year."
    sure = []
    for gazetteer in (load_gazetteer(), load_gazetteer().without(["thang-long"])):
        facts = Annotator(gazetteer).annotate_text("text", text).facts
        sure.append(max((f.confidence for f in facts if f.predicate == "located_in"), default=0.0))
    assert sure[0] > sure[1]
