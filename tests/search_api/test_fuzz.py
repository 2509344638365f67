"""Whatever is asked: an answer or a clear 400, never a failure."""

import os
from typing import Any
from urllib.parse import quote

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

FUZZED = int(os.environ.get("EIP_TEST_FUZZ", "100"))  # make soak asks for more
TYPED = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(
            [
                "nước",
                "thải",
                '"',
                "-",
                "OR",
                "(",
                ")",
                "park:",
                "khanh-phu",
                "after:",
                "2023",
                "\x00",
                "unit:",
                "*",
                "\\",
            ]
        ),
        max_size=12,
    ).map(" ".join),
)
VALUES = st.one_of(st.text(max_size=20), st.sampled_from(["0", "-1", "1e400", "2024-02-30", "999999999999", "NaN", ""]))


@settings(max_examples=FUZZED, deadline=None)
@given(TYPED, st.sampled_from(["/api/search", "/api/facts", "/api/suggest", "/api/entities", "/en/", "/vi/facts"]))
def test_any_words(client: httpx.Client, typed: str, path: str) -> None:
    answer = client.get(path, params={"q": typed})
    assert answer.status_code == 200, answer.text


NAMES = st.sampled_from(
    "cursor limit since until year park min max unit sort group entity version fact offset label what format".split()
)
PATHS = st.sampled_from(
    [
        "/api/search",
        "/api/facts",
        "/api/entities",
        "/api/export",
        "/en/",
        "/vi/facts",
        "/en/entities",
        "/api/articles/x",
    ]
)


@settings(max_examples=FUZZED, deadline=None)
@given(st.dictionaries(NAMES, VALUES, max_size=4), PATHS)
def test_any_parameters(client: httpx.Client, params: dict[str, Any], path: str) -> None:
    answer = client.get(path, params=params)
    assert answer.status_code in {200, 400, 404}, answer.text


@settings(max_examples=FUZZED, deadline=None)
@given(st.text(max_size=60))
def test_any_path(client: httpx.Client, path: str) -> None:
    answer = client.get(f"{str(client.base_url).rstrip('/')}/{quote(path)}")
    assert answer.status_code in {200, 307, 308, 400, 404}, answer.text
