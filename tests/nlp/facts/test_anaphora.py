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
]


@pytest.mark.parametrize(("sentence", "wanted"), POINTING)
def test_a_sentence_points_back(sentence: str, wanted: tuple[str, ...]) -> None:
    figure = sentence.index("{")
    assert Pointers(sentence, 0, len(sentence), []).before(figure).sorts == wanted


def test_words_of_a_name_do_not_point() -> None:
    text = "The Park Company put in 3"
    assert Pointers(text, 0, len(text), [(4, 16)]).before(text.index("3")).sorts == ()
