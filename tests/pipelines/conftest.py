"""A data folder of its own for every test that ingests."""

from pathlib import Path

import pytest

from config.gazetteer import load_gazetteer
from nlp.annotate import Annotator
from tests.pipelines.desk import Desk


@pytest.fixture(scope="session")
def annotator() -> Annotator:
    return Annotator(load_gazetteer())


@pytest.fixture
def desk(tmp_path: Path, annotator: Annotator) -> Desk:
    return Desk(tmp_path / "data", annotator)
