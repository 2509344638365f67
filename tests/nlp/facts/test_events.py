"""What happened, to whom, when and where."""

import pytest

from config.schema import Fact, Period
from nlp.components.quantity.lexicon import Language
from tests.nlp.facts.reading import VOCABULARY, Names, read

TOLD: list[tuple[Language, str, str]] = [
    ("en", "A study tour to An Thinh IP was held.", "study_tour"),
    ("vi", "Đoàn có chuyến tham quan tại KCN An Thịnh.", "study_tour"),
    ("en", "An Thinh IP hosted a workshop on steam.", "workshop"),
    ("vi", "Hội thảo về hơi nước diễn ra ở KCN An Thịnh.", "workshop"),
    ("en", "An Thinh IP broke ground for its second phase.", "groundbreaking"),
    ("vi", "KCN An Thịnh động thổ giai đoạn hai.", "groundbreaking"),
    ("en", "An Thinh IP inaugurated its water plant.", "inauguration"),
    ("vi", "KCN An Thịnh khánh thành trạm nước.", "inauguration"),
    ("en", "The ministry approved An Thinh IP.", "approval"),
    ("vi", "Bộ đã phê duyệt KCN An Thịnh.", "approval"),
    ("en", "An Thinh IP was certified as an eco-industrial park.", "certification"),
    ("vi", "KCN An Thịnh được chứng nhận là KCN sinh thái.", "certification"),
    ("en", "An Thinh IP signed an agreement on steam.", "contract"),
    ("vi", "KCN An Thịnh ký thỏa thuận về hơi nước.", "contract"),
]
NAMES: Names = [("PARK", "An Thinh IP"), ("PARK", "KCN An Thịnh")]


def events(text: str, language: Language, names: Names = NAMES, **more: object) -> list[Fact]:
    return [fact for fact in read(text, language, names, **more).facts if fact.kind == "event"]  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "text", "wanted"), TOLD)
def test_events_are_read(language: Language, text: str, wanted: str) -> None:
    (event,) = events(text, language)
    assert event.predicate == wanted
    assert event.subject in {"An Thinh IP", "KCN An Thịnh"}
    assert event.sentence == text


def test_every_event_is_tried_in_both_languages() -> None:
    tried = {(language, wanted) for language, _, wanted in TOLD}
    assert tried == {(language, event.id) for event in VOCABULARY.events for language in ("en", "vi")}


def test_date_and_place_are_those_of_the_sentence() -> None:
    text = "On 9 March 2023 a workshop on steam at An Thinh IP was held in Ha Yen."
    names: Names = [("PARK", "An Thinh IP"), ("PLACE", "Ha Yen")]
    (event,) = events(text, "en", names, dates=[("9 March 2023", "2023-03-09")])
    assert (event.period, event.place) == (Period(start="2023-03-09", end="2023-03-09"), "Ha Yen")


def test_what_is_ahead_is_planned() -> None:
    (event,) = events("An Thinh IP will break ground in May.", "en")
    assert event.status == "planned"
    (event,) = events("KCN An Thịnh dự kiến khởi công vào tháng 5.", "vi")
    assert event.status == "planned"


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("vi", "Nếu được phê duyệt, KCN An Thịnh sẽ mở rộng 100 ha.", "planned"),
        ("en", "If approved, An Thinh IP will grow.", "planned"),
        ("vi", "Dự án KCN An Thịnh phải khởi công trong quý ba.", "planned"),
        ("en", "An Thinh IP must break ground this year.", "planned"),
        (
            "vi",
            "KCN An Thịnh dự kiến tạo ra 4.000 việc làm trong vòng 15 năm và đi vào hoạt động nửa cuối năm.",
            "planned",
        ),
        ("vi", "KCN An Thịnh sẽ mở rộng theo quy hoạch đã được phê duyệt.", "achieved"),
        ("en", "An Thinh IP, which will grow, has been approved.", "achieved"),
        ("vi", "Mọi việc phải theo luật, KCN An Thịnh khởi công hôm qua.", "achieved"),
        ("vi", "Bộ Kế hoạch và Đầu tư cùng KCN An Thịnh mở hội thảo.", "achieved"),
    ],
)
def test_the_words_before_it_tell_whether_it_has_happened(language: Language, text: str, wanted: str) -> None:
    (event,) = events(text, language, [*NAMES, ("ORG", "Bộ Kế hoạch và Đầu tư")])
    assert event.status == wanted


def test_what_is_dated_after_the_article_is_planned() -> None:
    text = "KCN An Thịnh khởi công ngày 30/6/2026."
    (event,) = events(text, "vi", dates=[("ngày 30/6/2026", "2026-06-30")])
    assert event.status == "planned"
    text = "KCN An Thịnh đã khởi công ngày 30/6/2026."
    (event,) = events(text, "vi", dates=[("ngày 30/6/2026", "2026-06-30")])
    assert (event.status, event.period) == ("achieved", None)


def test_a_plan_s_horizon_is_no_date_of_its_approval() -> None:
    text = "Bộ phê duyệt quy hoạch KCN An Thịnh đến năm 2030 hôm 9/3/2023."
    (event,) = events(text, "vi", dates=[("năm 2030", "2030"), ("9/3/2023", "2023-03-09")])
    assert (event.status, event.period) == ("achieved", Period(start="2023-03-09", end="2023-03-09"))
    (event,) = events("Phải tới năm 2013, KCN An Thịnh mới khởi công.", "vi", dates=[("năm 2013", "2013")])
    assert event.period == Period(start="2013", end="2013")


def test_an_event_told_twice_is_one_and_keeps_its_date() -> None:
    text = "An Thinh IP broke ground for phase two.\n\nIt was on 4 May 2024 that An Thinh IP broke ground."
    (event,) = events(text, "en", dates=[("4 May 2024", "2024-05-04")])
    assert event.period == Period(start="2024-05-04", end="2024-05-04")


def test_letters_of_other_alphabets_end_nothing() -> None:
    assert [fact.predicate for fact in events("FİELD VİSİT to An Thinh IP, a field visit.", "en")] == ["study_tour"]
