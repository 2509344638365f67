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
