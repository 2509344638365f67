"""Make articles, annotations and documents for the tests of the index."""

from datetime import date
from decimal import Decimal
from typing import Any

from config.schema import (
    Annotation,
    Article,
    Block,
    Entity,
    Evidence,
    Fact,
    Figure,
    Mention,
    Passage,
    Period,
    PublicationDate,
    stable_id,
)
from index.documents import Document, Piece

TITLE = "Khánh Phú tái sử dụng nước thải"
TEXT = "Khu công nghiệp Khánh Phú rộng 350 ha. Năm 2023 khu tái sử dụng 1,08 triệu m³ nước thải."
KHANH_PHU = Entity(
    id="khanh-phu",
    label="PARK",
    kind="industrial_park",
    names={"en": "Khanh Phu Industrial Park", "vi": "Khánh Phú"},
    aliases=("KCN Khánh Phú",),
    province_before_2025=("ninh-binh",),
    province_after_2025=("ninh-binh",),
)


def make_article(number: int = 1, *, title: str = TITLE, text: str = TEXT, source: str = "newsroom") -> Article:
    url = f"http://newsroom.test/{number}"
    day = PublicationDate(day=date(2024, 5, 1 + number % 28), stamp=None, origin="meta", confidence=1.0, raw="x")
    return Article(
        id=stable_id(source, url),
        version=stable_id(title, text),
        source=source,
        url=url,
        title=title,
        blocks=(Block(kind="paragraph", text=text),),
        authors=("A. Author", "B. Author"),
        published=day,
        language="vi",
    )


def make_annotation(article: Article, *, facts: int = 1) -> Annotation:
    start, end = len(article.title) + 2, len(article.text)
    name = max(article.text.find("Khánh Phú", start), start)
    evidence = Evidence(
        article_id=article.id,
        passage=1,
        start=name,
        end=name + 9,
        surface="Khánh Phú",
        sentence_start=start,
        sentence_end=end,
    )
    mention = Mention(
        evidence=evidence,
        label="PARK",
        extractor="gazetteer",
        score=1.0,
        entity_id="khanh-phu",
        candidates=("a", "b"),
    )
    figure = Figure(
        evidence=evidence,
        value=Decimal("350"),
        unit="ha",
        dimension="area",
        readings=(Decimal("3.5"),),
        period=Period(start=None, end="2030"),
    )
    return Annotation(
        language="vi",
        passages=_passages(article, start),
        mentions=(mention,),
        figures=(figure,),
        facts=tuple(make_fact(article, evidence, number) for number in range(facts)),
    )


def _passages(article: Article, start: int) -> tuple[Passage, ...]:
    text = article.blocks[0].text
    title = Passage(article_id=article.id, ordinal=0, text=article.title, start=0, end=start - 2, language="vi")
    body = Passage(
        article_id=article.id,
        ordinal=1,
        text=text,
        start=start,
        end=len(article.text),
        language="vi",
        headings=(article.title,),
    )
    return title, body


def make_fact(article: Article, evidence: Evidence, number: int = 0) -> Fact:
    return Fact(
        id=stable_id(article.id, "fact", str(number)),
        kind="figure",
        subject="khanh-phu",
        subject_label="PARK",
        predicate="area",
        evidence=evidence,
        sentence=article.blocks[0].text,
        language="vi",
        extractor="near",
        confidence=0.9,
        status="achieved",
        value=Decimal(350 + number),
        unit="ha",
        dimension="area",
        modifier="exact",
        as_of="2024-05-02",
    )


def make_document(number: int, title: str, *texts: str, **given: Any) -> Document:
    pieces, start = [], len(title) + 2
    for ordinal, text in enumerate(texts, 1):
        pieces.append(Piece(ordinal=ordinal, start=start, text=text))
        start += len(text) + 2
    values: dict[str, Any] = {
        "url": f"http://newsroom.test/{number}",
        "source": "newsroom",
        "language": "vi",
        "published": date(2024, 1, 1 + number % 28),
        "lead": texts[0] if texts else "",
    }
    return Document(id=stable_id("doc", str(number)), title=title, pieces=tuple(pieces), **{**values, **given})
