import time

from hypothesis import given
from hypothesis import strategies as st

from search_api.web.comparing import Difference, compare
from tests.search_api.markup import Element, read

PASSAGES = st.lists(st.text(alphabet="ab <&ế. ", min_size=1, max_size=20), max_size=8)


def without(tag: str, element: Element) -> str:
    parts = (child if isinstance(child, str) else without(tag, child) for child in element.children)
    return "" if element.tag == tag else "".join(parts)


@given(PASSAGES, PASSAGES)
def test_both_versions_can_be_read_from_the_differences(former: list[str], current: list[str]) -> None:
    found = list(compare(former, current))
    for passages, other in ((former, "ins"), (current, "del")):
        rest = list(passages)
        for difference in found:
            if difference.kind == "same":
                del rest[: difference.count]
            elif text := without(other, read(difference.text)):
                assert rest.pop(0) == text
        assert rest == []


def test_a_corrected_number_is_all_that_is_marked() -> None:
    found = list(compare(["Title", "It saved 12 GWh."], ["Title", "It saved 1.2 GWh."]))
    assert found[0] == Difference(kind="same", count=1)
    assert found[1].text == "It saved <del>12</del><ins>1.2</ins> GWh."


def test_passages_that_are_repeated_are_compared_in_time() -> None:
    begun = time.process_time()
    many = ["a b"] * 8000
    assert next(compare(["first", *many], ["first", *many[1:], "last"])) == Difference(kind="same", count=8000)
    found = list(compare(["first", *many, "end"], ["start", *many[1:], "last"]))
    assert [sum(difference.kind == kind for difference in found) for kind in ("removed", "added")] == [8002, 8001]
    rows = [[text for n in range(2000) for text in ("-", f"{version} {n}")] for version in ("old", "new")]
    assert {difference.kind for difference in compare(*rows)} == {"removed", "added"} | {"same"}
    assert time.process_time() - begun < 2


def test_long_passages_are_compared_in_time() -> None:
    begun = time.process_time()
    words = [" ".join(f"{version}{n}" for n in range(490)) for version in ("old", "new")]
    assert [difference.kind for difference in compare(words[:1], words[1:])] == ["removed", "added"]
    mixed = [" ".join(f"- {version}{n}" for n in range(240)) for version in ("old", "new")]
    assert {difference.kind for difference in compare(mixed[:1], mixed[1:])} <= {"removed", "added"}
    assert time.process_time() - begun < 2
