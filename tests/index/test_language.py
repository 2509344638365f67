import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import QueryError
from index.language import LONGEST, And, Filter, Not, Or, Words, parse_query


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
        ("", And(())),
    ],
)
def test_a_query_has_one_tree(text: str, tree: And) -> None:
    assert parse_query(text) == (tree, ())


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ('steam "heat', "at 7: a quotation mark"),
        ("(steam", "at 1: a ( without"),
        ("steam)", "at 6: a ) without"),
        ("OR steam", "at 1: OR"),
        ("steam -(", "at 8: a ( without"),
        ("(" * 50, "too many ("),
    ],
)
def test_a_mistake_is_told_with_its_place_and_searched_as_words(text: str, note: str) -> None:
    tree, (told,) = parse_query(text)
    assert note in told
    assert all(isinstance(part, Words) for part in tree.parts)


def test_an_endless_query_is_refused() -> None:
    with pytest.raises(QueryError):
        parse_query("x" * (LONGEST + 1))


@given(st.text(max_size=300) | st.text(alphabet='ab ()"-OR:park', max_size=60))
def test_every_text_is_a_query(text: str) -> None:
    tree, notes = parse_query(text)
    assert isinstance(tree, And)
    assert len(notes) <= 1
