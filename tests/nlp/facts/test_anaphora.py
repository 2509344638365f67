"""Which words point back to a thing that they do not name."""

import pytest

from nlp.facts.anaphora import Pointers

POINTING = [
    ("The park has {30}", ("park opens",)),
    ("For {5} ha of land in the far south of Vietnam the park will pay", ()),  # too late for the opening
    ("The park developer will put {3}", ("owner opens",)),  # the last noun says what is meant
    ("This new economic zone covers {40}", ("zone opens", "zone this")),
    ("Dự án này có {5}", ("plant opens", "plant this", "they")),
    ("Toàn khu có {20}", ("park near", "park this")),
    ("Khu đất rộng {5}", ()),
    ("It employs {300}", ("it",)),
    ("Quỹ nhận {126}", ("body opens",)),
    ("The fund returns {25}", ("body opens",)),
    ("Toàn bộ cán bộ gồm {30}", ()),
]


@pytest.mark.parametrize(("sentence", "wanted"), POINTING)
def test_a_sentence_points_back(sentence: str, wanted: tuple[str, ...]) -> None:
    figure = sentence.index("{")
    assert Pointers(sentence, 0, len(sentence), []).before(figure).sorts == wanted


def test_words_of_a_name_do_not_point() -> None:
    text = "The Park Company put in 3"
    assert Pointers(text, 0, len(text), [(4, 16)]).before(text.index("3")).sorts == ()


SCHEMES = [
    ("So far the project has helped {16}", "scheme"),
    ("Nhờ dự án, {16} nhà máy", "scheme"),
    ("The project team saw {16}", None),  # its people
    ("Tỉnh có 16 dự án, rộng {40}", None),  # those counted
    ("The project began; it has {5}", "scheme past"),
]


@pytest.mark.parametrize(("sentence", "wanted"), SCHEMES)
def test_the_project_may_be_a_programme_that_the_text_names(sentence: str, wanted: str | None) -> None:
    figure = sentence.index("{")
    sorts = Pointers(sentence, 0, len(sentence), [], schemes=True).before(figure).sorts
    assert [sort for sort in sorts if sort.startswith("scheme")] == ([wanted] if wanted else [])
    assert not any(s.startswith("scheme") for s in Pointers(sentence, 0, len(sentence), []).before(figure).sorts)
