"""Generate articles and facts of two languages, Zipf-distributed and seeded: the same ones each time."""

import random
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from config.glossary import load_glossary
from config.schema import Entity, Evidence, Fact, Status, stable_id
from index.documents import Document, FactDocument, Piece

WORDS = 300
FACTS = 5
PASSAGES = 8
_FIRST_DAY, _DAYS = date(2015, 1, 1), 4200
_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
_RIMES = (
    "a ac ai am an ang anh ao ay ăn ăng âm ân âp âu en eo ê êch ên i ich iêm iên iêu in "
    "o oai oan oc oi on ô ôc ôi ông ơ ơi ơn u ua uân ung uôc uông ư ưa ưng ươc ươi ươn ương"
).split()
_TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
_STATUSES: tuple[Status, ...] = ("achieved", "planned", "target", "potential", "unknown")
_PREDICATES = (
    ("energy_saved", "kWh", "energy"),
    ("energy_saved", "MWh", "energy"),
    ("water_saved", "m3", "volume"),
    ("investment", "VND", "money"),
    ("investment", "USD", "money"),
    ("emissions_avoided", "t CO2e", "emissions"),
    ("jobs", "worker", "count"),
    ("area", "ha", "area"),
)


class Corpus:
    """`documents(n)` are always the same; words of the glossary and names of parks are strewn into each."""

    def __init__(self, seed: int = 7) -> None:
        rng = random.Random(seed)
        self._seed = seed
        syllables = [_syllable(onset, rime, tone) for onset in _ONSETS for rime in _RIMES for tone in _TONES]
        english = ["".join(rng.choices("etaoinshrdlu", k=rng.randint(3, 9))) for _ in range(30_000)]
        rng.shuffle(syllables)
        self._words = {"vi": syllables, "en": list(dict.fromkeys(english))}
        self._weights = {language: _zipf(len(words)) for language, words in self._words.items()}
        self._concepts = load_glossary()
        self._concept_weights = _zipf(len(self._concepts))
        self.entities = tuple(self._park(rng, number) for number in range(300))
        self._park_weights = _zipf(300)
        self.companies = tuple(f"company-{number}" for number in range(3000))

    def documents(self, count: int, *, first: int = 0) -> Iterator[Document]:
        for number in range(first, first + count):
            yield self._document(number)

    def common(self, language: str, count: int) -> list[str]:
        """The words that come most often."""
        return self._words[language][:count]

    def _park(self, rng: random.Random, number: int) -> Entity:
        name = " ".join(word.capitalize() for word in rng.sample(self._words["vi"][60:2500], 2))
        return Entity(
            id=f"park-{number}",
            label="PARK",
            kind="industrial_park",
            names={"vi": name, "en": f"Park {number} {_plain(name)}"},
        )

    def _document(self, number: int) -> Document:
        rng = random.Random(self._seed * 1_000_003 + number)
        language = "vi" if rng.random() < 0.6 else "en"
        words = rng.choices(self._words[language], cum_weights=self._weights[language], k=int(rng.gauss(WORDS, 60)))
        concepts = rng.choices(self._concepts, cum_weights=self._concept_weights, k=8)
        parks = rng.choices(self.entities, cum_weights=self._park_weights, k=2)
        for concept in concepts:
            words[rng.randrange(len(words))] = concept.vi if language == "vi" else concept.en
        for park in parks:
            words[rng.randrange(len(words))] = park.names["vi"] if language == "vi" else _plain(park.names["vi"])
        size = len(words) // PASSAGES
        texts = [" ".join(words[at : at + size]).capitalize() + "." for at in range(0, len(words), size)]
        pieces, start = [], 100
        for ordinal, text in enumerate(texts, 1):
            pieces.append(Piece(ordinal=ordinal, start=start, text=text))
            start += len(text) + 2
        article = stable_id("generated", str(number))
        about = tuple(sorted({park.id for park in parks}))
        return Document(
            id=article,
            title=" ".join(rng.sample(words, 9)).capitalize(),
            url=f"http://generated.test/{number}",
            source=f"source-{rng.randrange(40)}",
            language="vi" if language == "vi" else "en",
            published=_FIRST_DAY + timedelta(days=int(_DAYS * rng.random() ** 0.6)),
            lead=texts[0],
            pieces=tuple(pieces),
            parks=about,
            organisations=tuple(sorted(rng.sample(self.companies, 2))),
            provinces=(f"province-{rng.randrange(63)}",),
            topics=tuple(sorted({concept.id for concept in concepts[:4]})),
            entities=tuple(park.id for park in parks),
            concepts=tuple(concept.id for concept in concepts),
            has_figures=rng.random() < 0.7,
            facts=tuple(self._fact(rng, article, language, place, texts, about) for place in range(FACTS)),
        )

    def _fact(
        self, rng: random.Random, article: str, language: str, place: int, texts: list[str], parks: tuple[str, ...]
    ) -> FactDocument:
        predicate, unit, dimension = rng.choice(_PREDICATES)
        sentence = rng.choice(texts)
        company = rng.choice(self.companies)
        evidence = Evidence(
            article_id=article, passage=1, start=0, end=5, surface="x", sentence_start=0, sentence_end=len(sentence)
        )
        fact = Fact(
            id=stable_id(article, str(place)),
            kind="figure",
            subject=parks[0],
            subject_label=parks[0],
            predicate=predicate,
            evidence=evidence,
            sentence=sentence,
            language="vi" if language == "vi" else "en",
            extractor="generated",
            confidence=0.9,
            status=rng.choice(_STATUSES),
            value=Decimal(f"{rng.lognormvariate(7, 2):.2f}"),
            unit=unit,
            dimension=dimension,
            modifier="exact",
            as_of=str(rng.randint(2014, 2026)),
        )
        return FactDocument(fact=fact, parks=parks[:1], organisations=(company,), provinces=("province-1",))


def _syllable(onset: str, rime: str, tone: str) -> str:
    apart = unicodedata.normalize("NFD", rime)
    at = next(place for place, letter in enumerate(apart) if letter in "aeiouy") + 1
    while at < len(apart) and unicodedata.combining(apart[at]):
        at += 1
    return onset + unicodedata.normalize("NFC", apart[:at] + tone + apart[at:])


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _zipf(count: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(1, count + 1)))
