"""Small articles of our own with what is to be understood of them, put into a real catalog and a real index."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from config.schema import (
    Annotation,
    Article,
    Block,
    Entity,
    Evidence,
    Fact,
    Figure,
    Issue,
    Label,
    LanguageCode,
    Mention,
    Period,
    PublicationDate,
    stable_id,
)
from config.source import Discovery, Source
from crawlers.ledger import Ledger, UrlStatus
from index.catalog import Catalog
from index.engine import open_engine
from index.indexer import index_pending
from index.search import Engine
from nlp.segment import find_sentence, iter_passages, iter_sentences

SOURCES = {
    source.id: source
    for source in (
        Source(
            id="newsroom",
            name="The Newsroom",
            publisher="EIP Atlas",
            base="https://news.example/",
            languages=("vi", "en"),
            discovery=Discovery(),
            schedule="0 6 * * *",
            verified=True,
        ),
        Source(
            id="quiet",
            name="Báo Yên Lặng",
            publisher="Nhà xuất bản Yên Lặng",
            base="https://quiet.example/",
            languages=("vi",),
            discovery=Discovery(),
        ),
    )
}
NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)

ENTITIES = (
    Entity(
        id="khanh-phu",
        label="PARK",
        kind="industrial_park",
        names={"en": "Khanh Phu Industrial Park", "vi": "Khu công nghiệp Khánh Phú"},
        aliases=("KCN Khánh Phú",),
        province_before_2025=("ninh-binh",),
        province_after_2025=("ninh-binh",),
        attributes={"area_ha": "351", "year_established": "2003"},
        source="own",
    ),
    Entity(
        id="hoa-khanh",
        label="PARK",
        kind="industrial_park",
        names={"en": "Hoa Khanh Industrial Park", "vi": "Khu công nghiệp Hòa Khánh"},
        province_before_2025=("da-nang",),
        province_after_2025=("da-nang",),
        source="own",
    ),
    Entity(
        id="vncpc",
        label="ORG",
        kind="centre",
        names={"en": "Vietnam Cleaner Production Centre", "vi": "Trung tâm Sản xuất sạch Việt Nam"},
        aliases=("VNCPC",),
        source="own",
    ),
    Entity(id="tran-van-binh", label="PERSON", kind="person", names={"vi": "Trần Văn Bình"}, source="own"),
    Entity(id="ninh-binh", label="PLACE", kind="province", names={"en": "Ninh Binh", "vi": "Ninh Bình"}, source="own"),
    Entity(id="da-nang", label="PLACE", kind="province", names={"en": "Da Nang", "vi": "Đà Nẵng"}, source="own"),
)


def _published(day: date | None) -> PublicationDate | None:
    if day is None:
        return None
    return PublicationDate(day=day, stamp=None, origin="jsonld", confidence=0.98, raw=day.isoformat())


def article(
    key: str,
    title: str,
    *blocks: Block | str,
    language: LanguageCode,
    day: date | None,
    source: str = "newsroom",
    url: str | None = None,
    twin: str | None = None,
) -> Article:
    """An article whose blocks are paragraphs unless they say otherwise."""
    made = tuple(Block(kind="paragraph", text=b) if isinstance(b, str) else b for b in blocks)
    return Article(
        id=stable_id(source, key),
        version=stable_id(title, *(block.text for block in made)),
        source=source,
        url=url or f"https://news.example/{language}/{key}",
        title=title,
        blocks=made,
        published=_published(day),
        language=language,
        twin_url=twin and f"https://news.example/{twin}",
    )


class Reader:
    """Finds surfaces in an article and makes records of them."""

    def __init__(self, made: Article) -> None:
        self.article = made
        self.passages = tuple(
            replace(passage, language=made.language) for passage in iter_passages(made.id, made.title, made.blocks)
        )

    def places(self, surface: str) -> Iterator[Evidence]:
        text = self.article.text
        start = text.find(surface)
        while start >= 0:
            yield self._evidence(start, start + len(surface))
            start = text.find(surface, start + 1)

    def _evidence(self, start: int, end: int) -> Evidence:
        passage = next(p for p in self.passages if p.start <= start < p.end)
        first, last = find_sentence(list(iter_sentences(passage.text)), start - passage.start, end - passage.start)
        return Evidence(
            article_id=self.article.id,
            passage=passage.ordinal,
            start=start,
            end=end,
            surface=self.article.text[start:end],
            sentence_start=passage.start + first,
            sentence_end=passage.start + last,
        )

    def mentions(self, surface: str, label: Label, entity: str | None = None) -> list[Mention]:
        return [
            Mention(evidence=e, label=label, extractor="own", score=1.0, entity_id=entity) for e in self.places(surface)
        ]

    def figure(self, surface: str, value: str, unit: str, dimension: str) -> Figure:
        evidence = next(self.places(surface))
        return Figure(evidence=evidence, value=Decimal(value), unit=unit, dimension=dimension, status="achieved")

    def fact(self, figure: Figure, subject: str | None, predicate: str, **more: object) -> Fact:
        evidence = figure.evidence
        values: dict[str, object] = {
            "value": figure.value,
            "unit": figure.unit,
            "dimension": figure.dimension,
            "modifier": figure.modifier,
            "status": figure.status,
        }
        return Fact(
            id=stable_id(self.article.id, predicate, str(evidence.start)),
            kind="figure",
            subject=subject,
            subject_label="PARK" if subject else None,
            predicate=predicate,
            evidence=evidence,
            sentence=self.article.text[evidence.sentence_start : evidence.sentence_end],
            language=self.article.language,
            extractor="own",
            confidence=0.9,
            **(values | more),  # type: ignore[arg-type]
        )

    def annotation(
        self, mentions: Iterable[Mention] = (), figures: Iterable[Figure] = (), facts: Iterable[Fact] = ()
    ) -> Annotation:
        return Annotation(
            language=self.article.language,
            passages=self.passages,
            mentions=tuple(mentions),
            figures=tuple(figures),
            facts=tuple(facts),
        )


def vietnamese() -> tuple[Article, Annotation]:
    made = article(
        "khanh-phu-tiet-kiem",
        "Khu công nghiệp Khánh Phú tiết kiệm điện và nước",
        "Năm 2024, Khu công nghiệp Khánh Phú tiết kiệm 1,2 triệu kWh điện nhờ tận dụng hơi nước thừa. "
        "Trung tâm Sản xuất sạch Việt Nam hỗ trợ 14 doanh nghiệp trong khu.",
        Block(kind="heading", text="Nước thải được dùng lại", level=2),
        "Nhà máy xử lý nước thải của khu bán lại nước sạch cho các xưởng nhuộm, khoảng 3.000 m3 mỗi ngày. "
        "Ông Trần Văn Bình trông coi việc này.",
        Block(kind="item", text="Giai đoạn một: thay lò hơi than bằng lò điện."),
        Block(kind="item", text="Giai đoạn hai: nối đường ống hơi giữa ba nhà máy."),
        Block(kind="caption", text="Đường ống hơi nối hai nhà máy ở Khánh Phú. Ảnh: tòa soạn"),
        language="vi",
        day=date(2025, 3, 4),
        twin="en/khanh-phu-saves",
    )
    reader = Reader(made)
    power = reader.figure("1,2 triệu kWh", "1200000", "kWh", "energy")
    firms = reader.figure("14 doanh nghiệp", "14", "enterprise", "count")
    water = reader.figure("3.000 m3", "3000", "m3/day", "flow")
    mentions = [
        *reader.mentions("Khu công nghiệp Khánh Phú", "PARK", "khanh-phu"),
        *reader.mentions("Trung tâm Sản xuất sạch Việt Nam", "ORG", "vncpc"),
        *reader.mentions("Trần Văn Bình", "PERSON", "tran-van-binh"),
    ]
    facts = [
        reader.fact(power, "khanh-phu", "energy_saved", item="điện", period=Period(start="2024", end="2024")),
        reader.fact(firms, "khanh-phu", "enterprises_supported", as_of="2025-03-04", object="vncpc"),
        reader.fact(water, "khanh-phu", "water_reused", item="nước sạch", modifier="about"),
    ]
    return made, reader.annotation(mentions, (power, firms, water), facts)


def english() -> tuple[Article, Annotation]:
    made = article(
        "khanh-phu-saves",
        "Khanh Phu saves power and water",
        "In 2024 the Khanh Phu Industrial Park saved 1.2 GWh of electricity by passing on its spare steam. "
        "The Vietnam Cleaner Production Centre helped 14 enterprises of the park.",
        "Treated wastewater is sold to the dye works next door.",
        Block(kind="row", text="Measure | Saved a year | Paid back in", level=1),
        Block(kind="row", text="Steam pipe | 0.9 GWh | 2 years"),
        Block(kind="row", text="Electric boiler | 0.3 GWh | 5 years"),
        "Khánh Phú là khu công nghiệp đầu tiên của tỉnh làm việc này.",
        language="en",
        day=date(2025, 3, 6),
        twin="vi/khanh-phu-tiet-kiem",
    )
    reader = Reader(made)
    reader.passages = tuple(replace(p, language="vi") if p.text.startswith("Khánh") else p for p in reader.passages)
    power = reader.figure("1.2 GWh", "1.2", "GWh", "energy")
    mentions = [
        *reader.mentions("Khanh Phu Industrial Park", "PARK", "khanh-phu"),
        *reader.mentions("Vietnam Cleaner Production Centre", "ORG", "vncpc"),
    ]
    facts = [
        reader.fact(power, "khanh-phu", "energy_saved", item="electricity", period=Period(start="2024", end="2024"))
    ]
    return made, reader.annotation(mentions, (power,), facts)


def hostile() -> tuple[Article, Annotation]:
    """Whatever a page may try: markup in the title, in the text and in names, a script as its address."""
    made = article(
        "hostile",
        'Steam <script>alert("title")</script> & "quotes"',
        "Hoa Khanh <img src=x onerror=alert(1)> Industrial Park's figures: 5 <b>GWh</b> </p></article> & more steam.",
        language="en",
        day=None,
        source="else<where>",
        url="javascript:alert(document.domain)",
    )
    reader = Reader(made)
    figure = reader.figure("5 <b>GWh</b>", "5", "<i>GWh", "energy")
    mentions = reader.mentions("Hoa Khanh <img src=x onerror=alert(1)> Industrial Park", "PARK", "hoa-khanh")
    facts = [reader.fact(figure, '"><script>x</script>', "<b>saved</b>", item="<u>steam</u>")]
    return made, reader.annotation(mentions, (figure,), facts)


def numbered(number: int) -> tuple[Article, Annotation]:
    made = article(
        f"news-{number}",
        f"Short news number {number}",
        f"Estate number {number} reports on its boilers and its solvent recovery.",
        language="en",
        day=date(2024, 1, 1 + number),
        source="wire",
    )
    return made, Reader(made).annotation()


def crawl(folder: Path) -> Path:
    """Write a ledger with two crawls of the newsroom, the latter of which was unlike the former."""
    path = folder / "ledger.sqlite"
    with Ledger.open(path, clock=NOW.timestamp) as ledger:
        states: dict[str, UrlStatus] = {"a": "parsed", "b": "parsed", "c": "refused"}
        for name, status in states.items():
            ledger.discover(f"https://news.example/{name}", "newsroom")
            ledger.mark(f"https://news.example/{name}", status)
        for new, breaches in ((3, []), (0, ["no list named a page"])):
            number = ledger.begin_run("newsroom")
            report = {"reason": "", "requests": 5, "outcomes": {"new": new, "unchanged": 2}, "breaches": breaches}
            ledger.end_run(number, "finished", json.dumps(report))
    return path


def fill(folder: Path) -> tuple[Catalog, Engine]:
    """Open a catalog and an index in a folder and fill both; one article has a former version."""
    catalog = Catalog.open(folder / "catalog.sqlite", clock=lambda: NOW)
    catalog.save_entities(ENTITIES)
    run = catalog.begin_run("ingest", program="test")
    first = replace(vietnamese()[0], title="Khánh Phú tiết kiệm điện", version="")
    first = replace(first, version=stable_id(first.title))
    catalog.save_article(run, first, Reader(first).annotation())
    for made, annotation in (vietnamese(), english(), hostile(), *map(numbered, range(15))):
        catalog.save_article(run, made, annotation)
    catalog.record_issue(Issue(source="newsroom", url="https://news.example/x", stage="parse", reason="no_text"), run)
    catalog.finish_run(run, {"new": 18, "changed": 1})
    engine = open_engine(folder, entities=catalog.iter_entities())
    index_pending(catalog, engine)
    return catalog, engine
