"""One annotator for all tests of names: its pipelines take a second to build."""

from collections.abc import Callable

import pytest

from config.gazetteer import load_gazetteer
from config.schema import Mention
from nlp.annotate import Annotator

Read = Callable[[str], tuple[Mention, ...]]


@pytest.fixture(scope="session")
def annotator() -> Annotator:
    return Annotator(load_gazetteer())


@pytest.fixture(scope="session")
def read(annotator: Annotator) -> Read:
    """Read the mentions of a text; every surface is checked against its offsets."""

    def read_text(text: str) -> tuple[Mention, ...]:
        mentions = annotator.annotate_text("text", text).mentions
        for mention in mentions:
            assert text[mention.evidence.start : mention.evidence.end] == mention.evidence.surface
        return mentions

    return read_text
