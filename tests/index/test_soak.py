import random
from pathlib import Path

from benchmarks.search.soak import soak


def test_a_killed_indexer_leaves_what_the_next_one_completes(tmp_path: Path) -> None:
    assert soak(tmp_path, kills=3, articles=60, chance=random.Random(3)) == 0
