from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import QueryError
from index.analysis import WORD
from index.filters import fact_filter, text_filter
from index.language import LONGEST, And, Compare, Filter, Not, Or, Tree, Words, parse_query
from index.plan import Among


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("nước thải", And((Words("nước", 0), Words("thải", 5)))),
        ('"khu công nghiệp" -thép', And((Words("khu công nghiệp", 1, True), Not(Words("thép", 19))))),
        ("a OR b c", And((Or((Words("a", 0), And((Words("b", 5), Words("c", 7))))),))),
        ("x (a OR b)", And((Words("x", 0), Or((Words("a", 3), Words("b", 8)))))),
        ('park:khanh-phu org:"a b"', And((Filter("park", "khanh-phu", 0), Filter("org", "a b", 15)))),
        ("35/2022/NĐ-CP", And((Words("35/2022/NĐ-CP", 0),))),
        ("a - b", And((Words("a", 0), Words("-", 2), Words("b", 4)))),
        ("http://x/", And((Words("http://x/", 0),))),
        ("at:10 GMT+7:00 A:b", And((Words("at:10", 0), Words("GMT+7:00", 6), Words("A:b", 15)))),
        ("", And(())),
    ],
)
def test_a_query_has_one_tree(text: str, tree: And) -> None:
    assert parse_query(text, text_filter) == (tree, ())


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ('steam "heat', "at 7: a quotation mark"),
        ("(steam", "at 1: a ( without"),
        ("steam)", "at 6: a ) without"),
        ("steam -(", "at 8: a ( without"),
        ("(" * 50, "too many ("),
        ("a " * 70, "at 129: more than 64 words"),
        ("after:tomorrow", "at 1: 'tomorrow' is no date"),
        ("-after:tomorrow", "at 2: 'tomorrow' is no date"),
        ("-(after:tomorrow)", "at 3: 'tomorrow' is no date"),
        ("OR", "at 1: OR has nothing beside it"),
        ("language:fr", "at 1: no language is called fr (one of vi, en, und); searched as plain words"),
        ("parks:khanh-phu (steam", "at 17: a ( without"),
        ("predicate:area", "at 1: predicate:area is no filter here"),
        ("steam >= 5 t", "amounts are compared in facts only"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_searched_as_words(text: str, note: str) -> None:
    tree, (told,) = parse_query(text, text_filter)
    assert note in told
    assert all(isinstance(part, Words) for part in tree.parts)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("steam after:tomorrow", (Words("steam", 0),)),
        ("steam -after:tomorrow", (Words("steam", 0),)),
        ("steam -(after:tomorrow topic:)", (Words("steam", 0), Not(Words("topic:", 23)))),
        ("(predicate:area) steam", (Words("steam", 17),)),
        ("steam OR parks:x", (Words("steam", 0),)),
        ("parks:x a OR b", (Or((Words("a", 8), Words("b", 13))),)),
        ("hơi >= 5 triệu kWh/năm park:x", (Words("hơi", 0), Filter("park", "x", 23))),
        ("steam OR", (Words("steam", 0),)),
        ("OR steam", (Words("steam", 3),)),
        ("a OR OR b", (Or((Words("a", 0), Words("b", 8))),)),
        ("(OR a) b", (Words("a", 4), Words("b", 7))),
        ("steam year:abc", (Words("steam", 0),)),
        ("steam language:fr", (Words("steam", 0),)),
        ("steam has:nothing", (Words("steam", 0),)),
    ],
)
def test_what_makes_no_sense_is_left_out(text: str, rest: tuple[Tree, ...]) -> None:
    tree, (note,) = parse_query(text, text_filter)
    assert tree.parts == rest
    assert note.endswith("; left out")


def test_each_mistake_is_told() -> None:
    tree, notes = parse_query("nước topic:water status:done year:20 OR", fact_filter)
    assert tree == And((Words("nước", 0),))
    assert [note.partition(" (")[0] for note in notes] == [
        "at 6: topic:water is no filter here",
        "at 18: no status is called done",
        "at 30: '20' is no year",
        "at 38: OR has nothing beside it",
    ]


def test_an_endless_query_is_refused() -> None:
    with pytest.raises(QueryError):
        parse_query("x" * (LONGEST + 1), text_filter)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [("kWh", ("kWh",)), ("m3/ngày đêm", ("m3/day", "m3/ngày đêm")), ("mkWh", ("mkWh",)), ("furlong", ("furlong",))],
)
def test_units_of_texts_are_known_in_any_spelling(typed: str, codes: tuple[str, ...]) -> None:
    assert text_filter(Filter("unit", typed, 0)) == Among("unit", codes)


@given(st.text(max_size=300) | st.text(alphabet='ab ()"-OR:park', max_size=60))
def test_every_text_is_a_query(text: str) -> None:
    tree, notes = parse_query(text, text_filter)
    assert isinstance(tree, And)
    assert tree.parts or not notes or not WORD.search(text)


PARK = (Words("Khánh", 0), Words("Phú", 6))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("energy_saved >= 1 GWh", Compare("energy_saved", ">=", "1", "GWh", 0)),
        ("area <1,5 ha", And((Compare("area", "<", "1,5", "ha", 0),))),
        ("hơi OR >= 30 ha", And((Or((Words("hơi", 0), Compare("", ">=", "30", "ha", 7))),))),
        ("investment >= 500 tỷ đồng", Compare("investment", ">=", "500", "đồng", 0, Decimal(10**9))),
        (
            "investment >= 500 tỷ an",
            And((Compare("investment", ">=", "500", "VND", 0, Decimal(10**9)), Words("an", 21))),
        ),
        ("investment < 1.5bn USD", Compare("investment", "<", "1.5", "USD", 0, Decimal(10**9))),
        ("> 10 nghin ty dong", Compare("", ">", "10", "dong", 0, Decimal(10**12))),
        ("emissions_avoided > 5 t CO2e", Compare("emissions_avoided", ">", "5", "t CO2e", 0)),
        ("jobs > 1000 khanh", And((Compare("jobs", ">", "1000", "", 0), Words("khanh", 12)))),
        ("nước >= 1.000.000 m3/day", And((Words("nước", 0), Compare("", ">=", "1.000.000", "m3/day", 5)))),
        ("> 2 m3/day saved", And((Compare("", ">", "2", "m3/day", 0), Words("saved", 11)))),
        ("> 2 m3/ngày đêm nước", And((Compare("", ">", "2", "m3/ngày đêm", 0), Words("nước", 16)))),
        ("energy_saved >= 1 triệu kWh/năm", Compare("energy_saved", ">=", "1", "kWh/năm", 0, Decimal(10**6))),
        ("energy saved >= 1 GWh", Compare("energy_saved", ">=", "1", "GWh", 0)),
        ("steam Energy Saved ≥1 GWh", And((Words("steam", 0), Compare("energy_saved", ">=", "1", "GWh", 6)))),
        ("Investment ≤ 500 tỷ đồng", Compare("investment", "<=", "500", "đồng", 0, Decimal(10**9))),
        ("Khánh Phú vốn đầu tư > 5 USD", And((*PARK, Compare("investment", ">", "5", "USD", 10)))),
        ("KCN > 5 ha", And((Words("KCN", 0), Compare("", ">", "5", "ha", 4)))),
        ("-energy saved > 5 kWh", And((Not(Compare("energy_saved", ">", "5", "kWh", 1)),))),
        ("Status:Planned KIND:figure", And((Filter("status", "Planned", 0), Filter("kind", "figure", 15)))),
        ("predicate:area =5ha", And((Filter("predicate", "area", 0), Compare("", "=", "5", "ha", 15)))),
    ],
)
def test_amounts_are_compared_in_facts(text: str, tree: And | Compare) -> None:
    assert parse_query(text, fact_filter) == (tree if isinstance(tree, And) else And((tree,)), ())


@pytest.mark.parametrize(
    "text",
    [
        "area >= 1,000 ha",
        "area >= 1.000 ha",
        "topic:x",
        "has:figures",
        ">= 5",
        "investment > 5",
        "energy_savings > 1 GWh",
        "predicate:x",
        "status:done",
        "kind:number",
        "year:23",
    ],
)
def test_doubtful_amounts_and_filters_of_texts_are_told(text: str) -> None:
    _, (note,) = parse_query(text, fact_filter)
    assert "at 1" in note
