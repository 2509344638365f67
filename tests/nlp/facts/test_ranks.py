"""Ranks: which of the things of one sort "the district" or "the group" can mean."""

import pytest

from nlp.facts.ranks import find_rank, ranks_of


@pytest.mark.parametrize(
    ("folded", "rank"),
    [
        ("the district", "district"),
        ("toan tinh", "province"),
        ("lien doanh nay", "venture"),
        ("the joint venture", "venture"),
        ("this cluster", "cluster"),
        ("the area", None),
        ("quy", "fund"),
        ("trung tam", "centre"),
        ("co so", None),
    ],
)
def test_words_say_a_rank(folded: str, rank: str | None) -> None:
    assert find_rank(folded) == rank


@pytest.mark.parametrize(
    ("folded", "sort", "ranks"),
    [
        ("bau bang district", "minor", {"district"}),
        ("cong ty co phan tap doan hoa phat", "firm", {"company", "group"}),
        ("hai phong", "province", {"city"}),
        ("long an", "province", {"province"}),
        ("long an", "firm", set()),
    ],
)
def test_names_say_their_ranks(folded: str, sort: str, ranks: set[str]) -> None:
    assert ranks_of(folded, sort) == ranks
