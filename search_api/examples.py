"""Examples for the OpenAPI description; texts and figures are made up."""

from typing import Any

_SENTENCE = "Khanh Phu Industrial Park saved 1.2 GWh of electricity in 2024."
_EVIDENCE = {"start": 64, "end": 71, "surface": "1.2 GWh", "passage": 1, "sentence_start": 32, "sentence_end": 95}

SEARCH: dict[str, Any] = {
    "total": 1,
    "hits": [
        {
            "id": "4f1d0c9be2a73355",
            "title": "Khanh Phu saves power and water",
            "url": "https://example.org/en/khanh-phu",
            "source": "example",
            "language": "en",
            "published": "2025-03-04",
            "score": 12.31,
            "snippet": _SENTENCE,
            "title_marks": [[10, 15]],
            "snippets": [{"text": _SENTENCE, "marks": [[26, 31]], "passage": 1, "start": 32}],
            "why": ["title", "text"],
            "copies": [],
        }
    ],
    "facets": {
        "language": [{"value": "en", "count": 1, "name": "en"}],
        "park": [{"value": "khanh-phu", "count": 1, "name": "Khanh Phu Industrial Park"}],
    },
    "cursor": None,
    "notes": [],
    "suggestion": None,
    "relaxed": False,
}
_FACT: dict[str, Any] = {
    "id": "90ab12cd34ef5678",
    "kind": "figure",
    "subject": "khanh-phu",
    "subject_label": "PARK",
    "predicate": "energy_saved",
    "object": None,
    "object_label": None,
    "value": "1.2",
    "upper": None,
    "of": None,
    "unit": "GWh",
    "dimension": "energy",
    "modifier": "exact",
    "item": "electricity",
    "per": None,
    "period": {"start": "2024", "end": "2024"},
    "as_of": "2024",
    "place": None,
    "status": "achieved",
    "language": "en",
    "sentence": _SENTENCE,
    "evidence": _EVIDENCE,
    "extractor": "figure:saved",
    "confidence": 0.9,
    "suspect": None,
}
FACTS: dict[str, Any] = {
    "total": 1,
    "facts": [
        {
            **_FACT,
            "article_id": "4f1d0c9be2a73355",
            "version": "77aa00bb11cc22dd",
            "superseded": False,
            "source": "example",
            "url": "https://example.org/en/khanh-phu",
            "title": "Khanh Phu saves power and water",
            "published": "2025-03-04",
            "marks": [[26, 31]],
        }
    ],
    "facets": {"predicate": [{"value": "energy_saved", "count": 1, "name": "energy saved"}]},
    "statistics": [
        {
            "unit": "kWh",
            "count": 1,
            "total": 1200000.0,
            "mean": 1200000.0,
            "low": 1200000.0,
            "high": 1200000.0,
            "group": None,
        }
    ],
    "groups": [],
    "cursor": None,
    "notes": [],
}
SUGGESTIONS: dict[str, Any] = {
    "suggestions": [
        {"text": "Khánh Phú", "kind": "entity", "id": "khanh-phu", "language": "vi"},
        {"text": "wastewater", "kind": "term", "id": "wastewater", "language": "en"},
    ]
}
_VERSION = {"version": "77aa00bb11cc22dd", "number": 1, "superseded": False, "saved": "2025-03-05T02:00:00Z"}
ARTICLE: dict[str, Any] = {
    **_VERSION,
    "id": "4f1d0c9be2a73355",
    "source": "example",
    "url": "https://example.org/en/khanh-phu",
    "title": "Khanh Phu saves power and water",
    "summary": None,
    "authors": ["A. Writer"],
    "published": {"day": "2025-03-04", "stamp": None, "origin": "jsonld", "confidence": 0.98},
    "modified": None,
    "language": "en",
    "story": None,
    "twin_url": "https://example.org/vi/khanh-phu",
    "flags": [],
    "text": f"Khanh Phu saves power and water\n\n{_SENTENCE}",
    "passages": [
        {"ordinal": 0, "start": 0, "end": 31, "language": "en", "kind": "heading", "level": 1, "headings": []},
        {"ordinal": 1, "start": 33, "end": 96, "language": "en", "kind": "paragraph", "level": 0, "headings": []},
    ],
    "mentions": [],
    "figures": [],
    "facts": [_FACT],
    "versions": [_VERSION],
}
_PARK: dict[str, Any] = {
    "id": "khanh-phu",
    "label": "PARK",
    "kind": "industrial_park",
    "names": {"en": "Khanh Phu Industrial Park", "vi": "Khánh Phú"},
    "aliases": ["KCN Khánh Phú"],
    "province_before_2025": ["ninh-binh"],
    "province_after_2025": ["ninh-binh"],
    "developer": None,
    "provisional": False,
    "articles": 3,
    "mentions": 11,
    "facts": 4,
}
ENTITY: dict[str, Any] = {
    **_PARK,
    "group_of": [],
    "park_ids": [],
    "attributes": {"area_ha": "351"},
    "origin": "general-knowledge",
}
ENTITIES: dict[str, Any] = {"total": 1, "entities": [_PARK]}
STATUS: dict[str, Any] = {
    "articles": {"en": 12, "vi": 12},
    "sources": {"newsroom": 24},
    "records": {"articles": 24, "versions": 25, "passages": 310, "mentions": 420, "figures": 150, "facts": 90},
    "issues": {"no_text": 1},
    "indexed": 24,
    "pending": 0,
    "runs": [
        {
            "id": "20250305T020000000000-ingest-ab12cd",
            "kind": "ingest",
            "started": "2025-03-05T02:00:00Z",
            "finished": "2025-03-05T02:00:09Z",
            "counts": {"new": 24},
        }
    ],
}
_CRAWL: dict[str, Any] = {
    "source": "newsroom",
    "started": "2025-03-05T02:00:00Z",
    "ended": "2025-03-05T02:01:10Z",
    "outcome": "finished",
    "reason": "",
    "requests": 31,
    "outcomes": {"new": 2, "unchanged": 22, "listed": 6, "failed": 1},
    "breaches": [],
}
JOBS: dict[str, Any] = {"runs": [_CRAWL]}
SOURCES: dict[str, Any] = {
    "sources": [
        {
            "id": "newsroom",
            "name": "Newsroom",
            "publisher": "EIP Atlas",
            "base": "https://example.org/",
            "languages": ["vi", "en"],
            "schedule": "0 6 * * *",
            "verified": True,
            "articles": 24,
            "urls": {"parsed": 24, "listed": 6, "refused": 1},
            "last_run": _CRAWL,
            "next_start": "2025-03-05T23:00:41Z",
        }
    ]
}
HEALTH: dict[str, Any] = {"status": "ok", "catalog": "ok", "index": "ok"}
