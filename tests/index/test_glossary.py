from pathlib import Path

import pytest

from config.errors import DeclarationError
from config.glossary import COLUMNS, load_glossary
from index import Catalog
from index.documents import DocumentBuilder
from index.vocabulary import Vocabulary
from tests.index.making import make_annotation, make_article

GOOD = "steam,steam,hơi nước,,,,material,somewhere,"


def test_the_glossary_is_large_and_bilingual() -> None:
    concepts = load_glossary()
    assert len(concepts) >= 600
    for concept in concepts:
        languages = {language for language, _ in concept.iter_forms()}
        assert languages & {"vi", "en"}, concept.id
        assert concept.source, concept.id
        assert concept.ambiguous <= {concept.en, concept.vi, *concept.synonyms_en, *concept.synonyms_vi} | set(
            concept.abbreviations
        )


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        ((GOOD, GOOD), 3, "said twice"),
        ((GOOD.replace("hơi nước", ""),), 2, "term_vi is empty"),
        ((GOOD.replace("somewhere", ""),), 2, "source is empty"),
        ((GOOD.replace("material", "thing"),), 2, "no category"),
    ],
)
def test_faults_are_told_with_their_line(tmp_path: Path, lines: tuple[str, ...], line: int, message: str) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n")
    with pytest.raises(DeclarationError, match=message) as caught:
        load_glossary(path)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "marked", "concepts"),
    [("Giá than tăng", True, ["coal"]), ("more than before", False, []), ("more coal than before", False, ["coal"])],
)
def test_syllables_without_marks_count_in_vietnamese_only(text: str, marked: bool, concepts: list[str]) -> None:
    spans = Vocabulary(load_glossary()).find_in_text(text.split(), marked=marked)
    assert [sense.id for span in spans for sense in span.senses] == concepts


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("nước thải", ["wastewater"]),
        (
            "vốn đầu tư nước ngoài trong nước",
            ["investment-capital", "foreign-direct-investment", "foreign", "domestic"],
        ),
        ("khu công nghiệp sinh thái", ["industrial-park", "eco-industrial-park"]),
        ("KCN", ["industrial-park"]),
        ("kcn", []),
        ("nuoc thai", []),
        ("Industrial parks reuse wastewater", ["industrial-park", "reuse", "wastewater"]),
    ],
)
def test_concepts_are_found_in_texts_as_they_are_written(text: str, concepts: list[str]) -> None:
    spans = Vocabulary(load_glossary()).find_in_text(text.split(), marked=True)
    assert [sense.id for span in spans for sense in span.senses] == concepts


def test_words_that_come_everywhere_are_no_topic(catalog: Catalog) -> None:
    article = make_article(title="Tỉnh có nước thải", text="Dự án tại khu công nghiệp cộng sinh công nghiệp.")
    catalog.save_article(catalog.begin_run("ingest"), article, make_annotation(article))
    document = DocumentBuilder((), load_glossary()).build(catalog.get_article(article.id))
    assert document.topics == ("industrial-symbiosis", "wastewater")
    assert {"province", "project", "industrial-park"} <= {*document.top_concepts, *document.concepts}
