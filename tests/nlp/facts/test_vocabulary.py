"""The declared vocabulary is strict: every fault names its file and what is wrong."""

import shutil
from pathlib import Path

import pytest

from config.declared import CONFIG_DIR
from config.errors import DeclarationError
from config.predicates import load_predicates

FAULTS = [
    ("predicates.yml", "  - id: area\n", "  - id: leasable_area\n", "said twice"),
    ("predicates.yml", "  - id: area\n", "  - id: other\n", "reserved: other"),
    ("predicates.yml", "cues:\n      en: [area of,", "cues:\n      en: [ar*ea of,", "at the end of a cue only"),
    ("predicates.yml", 'low: "0.001", high: "400000"', 'low: "9", high: "4"', "low is over high"),
    ("predicates.yml", "    default: [area]", "    defaults: [area]", "remove the key"),
    ("relations/relations.yml", "subject: [firm, namesake]", "subject: [company]", "subject"),
    (
        "relations/relations.yml",
        "(?:factory|plant|project|facility|complex) (?:of|by|from) {S}~",
        "(?:of~",
        "{S} and {O}",
    ),
    ("relations/relations.yml", "{S}~\\\\bký\\\\b", "{S}(~\\\\bký\\\\b", "unterminated"),
    ("relations/events.yml", "  - id: workshop", "  - id: study_tour", "said twice"),
]


@pytest.mark.parametrize(("file", "before", "after", "reason"), FAULTS)
def test_faults_are_refused(tmp_path: Path, file: str, before: str, after: str, reason: str) -> None:
    shutil.copy(CONFIG_DIR / "predicates.yml", tmp_path)
    shutil.copytree(CONFIG_DIR / "relations", tmp_path / "relations")
    text = (tmp_path / file).read_text("utf-8")
    assert before in text
    (tmp_path / file).write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(DeclarationError) as caught:
        load_predicates(tmp_path)
    assert reason in str(caught.value)
    assert "predicates.yml" in str(caught.value) or file.rpartition("/")[2] in str(caught.value)


def test_names_for_readers_in_both_languages() -> None:
    vocabulary = load_predicates()
    assert vocabulary.name("occupancy", "vi") == "tỷ lệ lấp đầy"
    assert vocabulary.name("tenant_of", "en") == "tenant of"
    assert vocabulary.name("study_tour", "vi") == "chuyến tham quan học tập"
    assert vocabulary.name("no_such_word", "en") == "no such word"
