from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from config.schema import Evidence, Figure, Mention
from pipelines.comparing import Amount
from pipelines.stories import Telling, group_stories, make_telling

DAY = date(2024, 3, 12)


def _telling(name: str, names: str, amounts: str, day: date | None = DAY, language: str = "vi") -> Telling:
    pairs = [part.rsplit(" ", 1) for part in amounts.split(", ") if part]
    return Telling(
        article_id=name,
        source="sample",
        language="en" if language == "en" else "vi",
        published=day,
        names=frozenset(names.split()),
        amounts=tuple(Amount(value=Decimal(value), unit=unit) for value, unit in pairs),
    )


def _groups(*tellings: Telling) -> list[tuple[str, ...]]:
    return [story.articles for story in group_stories(tellings)]


OTHERS = [
    _telling(f"z{i}", f"park{i} town{i}", f"{71 + 13 * i}7 ha, {37 + 11 * i}1 USD", DAY + timedelta(days=40 * i))
    for i in range(12)
]


def test_story_is_found_across_languages_by_names_and_rounded_numbers() -> None:
    vi = _telling("vi", "suoi-ngoc hoa-lam mau", "183.37 ha, 1250 t, 92200000 USD")
    en = _telling("en", "suoi-ngoc hoa-lam", "183 ha, 1250 t, 92000000 USD", DAY + timedelta(days=2), "en")
    (story,) = group_stories([*OTHERS, vi, en])
    assert story.articles == ("vi", "en")
    (like,) = story.likenesses
    assert like.names == ("hoa-lam", "suoi-ngoc")
    assert len(like.amounts) == 3


def test_same_park_with_other_numbers_is_another_story() -> None:
    one = _telling("a", "suoi-ngoc hoa-lam", "183.37 ha, 1250 t, 92200000 USD")
    other = _telling("b", "suoi-ngoc hoa-lam", "64 ha, 310 t, 5000000 USD")
    assert _groups(*OTHERS, one, other) == []


def test_slip_of_zeros_does_not_part_a_story() -> None:
    one = _telling("a", "suoi-ngoc hoa-lam", "183.37 ha, 1250 t, 13300000000000 VND")
    other = _telling("b", "suoi-ngoc hoa-lam", "183 ha, 1250 t, 13300000000000000 VND")
    assert _groups(*OTHERS, one, other) == [("a", "b")]


def test_same_numbers_a_year_later_are_another_story() -> None:
    one = _telling("a", "suoi-ngoc hoa-lam", "183.37 ha, 1250 t")
    assert (
        _groups(*OTHERS, one, _telling("b", "suoi-ngoc hoa-lam", "183.37 ha, 1250 t", DAY + timedelta(days=365))) == []
    )
    assert _groups(*OTHERS, one, _telling("b", "suoi-ngoc hoa-lam", "183.37 ha, 1250 t", None)) == [("a", "b")]


def test_follow_up_that_is_less_like_does_not_join() -> None:
    one = _telling("a", "suoi-ngoc hoa-lam lan", "183.37 ha, 1250 t, 36 ha, 4500 kW")
    two = _telling("b", "suoi-ngoc hoa-lam lan", "183.37 ha, 1250 t, 36 ha, 4500 kW")
    later = _telling("c", "suoi-ngoc hoa-lam binh", "183.37 ha, 1250 t, 77 job, 91 plant", DAY + timedelta(days=8))
    assert _groups(*OTHERS, one, two, later) == [("a", "b")]


def test_numbers_alone_or_names_alone_join_nothing() -> None:
    assert _groups(*OTHERS, _telling("a", "x y", "183.37 ha, 1250 t"), _telling("b", "p q", "183.37 ha, 1250 t")) == []
    assert _groups(*OTHERS, _telling("a", "x y", ""), _telling("b", "x y", "")) == []


def test_telling_takes_linked_names_and_telling_numbers() -> None:
    def evidence(surface: str) -> Evidence:
        return Evidence(
            article_id="a",
            passage=0,
            start=0,
            end=len(surface),
            surface=surface,
            sentence_start=0,
            sentence_end=len(surface),
        )

    mentions = [
        Mention(evidence=evidence("KCN Suối Ngọc"), label="PARK", extractor="x", score=1, entity_id="suoi-ngoc"),
        Mention(evidence=evidence("Công ty Đông Hà"), label="ORG", extractor="x", score=1),
        Mention(evidence=evidence("12/3/2024"), label="DATE", extractor="x", score=1),
    ]
    figures = [
        Figure(evidence=evidence("36 ha"), value=Decimal(36), unit="ha", dimension="area"),
        Figure(evidence=evidence("hai xưởng"), value=Decimal(2), unit="plant", dimension="count"),
        Figure(evidence=evidence("mười năm"), value=Decimal(10), unit="year", dimension="duration"),
    ]
    telling = make_telling("a", "s", "vi", DAY, mentions, figures)
    assert telling.names == {"suoi-ngoc", "cong ty dong ha"}
    assert [(amount.value, amount.unit) for amount in telling.amounts] == [(Decimal(36), "ha")]


_TELLINGS = st.lists(
    st.builds(
        Telling,
        article_id=st.integers(0, 30).map(str),
        source=st.just("s"),
        language=st.sampled_from(["vi", "en"]),
        published=st.none() | st.dates(date(2024, 1, 1), date(2024, 2, 1)),
        names=st.frozensets(st.sampled_from("abcdef"), max_size=3),
        amounts=st.lists(
            st.builds(Amount, value=st.integers(0, 40).map(Decimal), unit=st.sampled_from(["ha", "USD"])), max_size=4
        ).map(tuple),
    ),
    max_size=14,
    unique_by=lambda telling: telling.article_id,
)


@given(_TELLINGS)
def test_order_of_the_articles_does_not_matter_and_each_is_in_one_story(tellings: list[Telling]) -> None:
    stories = group_stories(tellings)
    assert stories == group_stories(reversed(tellings))
    members = [article for story in stories for article in story.articles]
    assert len(members) == len(set(members))
    assert all(len(story.articles) > 1 and story.likenesses for story in stories)
