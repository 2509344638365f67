"""A news site as a function of the clock: new pages, corrections, outages and a redesign at known moments."""

import hashlib
import random
from dataclasses import dataclass, field

from crawlers.ledger import Entry
from crawlers.reception import Answer

DAY = 86400.0
BASE = "http://simulated.example/"


@dataclass
class Story:
    """One page: when it appeared and when it was corrected."""

    number: int
    born: float
    corrected: list[float] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{BASE}a/{self.number}"


class Site:
    """2,000 pages, 5 new and 3 corrected a day; four of five corrections fall on pages of the last week."""

    def __init__(self, start: float, days: int, *, pages: int = 2000, seed: int = 0) -> None:
        chance = random.Random(seed)
        self.stories = [Story(n, start - DAY * (1 + (pages - n) * 0.2)) for n in range(pages)]
        for day in range(days):
            for _ in range(5):
                self.stories.append(Story(len(self.stories), start + DAY * (day + chance.random())))
            known = [story for story in self.stories if story.born < start + DAY * day]
            recent = [story for story in known if story.born > start + DAY * (day - 7)]
            for _ in range(3):
                story = chance.choice(recent if recent and chance.random() < 0.8 else known)
                story.corrected.append(start + DAY * (day + chance.random()))
        self.outages = [(start + DAY * 20.1, start + DAY * 20.9), (start + DAY * 41.0, start + DAY * 43.2)]
        self.redesign = start + DAY * 50
        self.requests = 0
        self.not_modified = 0

    def answer(self, entry: Entry, now: float) -> Answer:
        """Answer a request at a moment, with validators."""
        self.requests += 1
        if any(begin <= now < end for begin, end in self.outages):
            return Answer(status=503, headers=[("Retry-After", "600")], body=b"")
        body = self._body(entry.url, now).encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if entry.etag == etag:
            self.not_modified += 1
            return Answer(status=304, headers=[("ETag", etag)], body=b"")
        kind = "application/rss+xml" if entry.kind == "feed" else "text/html"
        return Answer(status=200, headers=[("ETag", etag), ("Content-Type", kind)], body=body)

    def _body(self, url: str, now: float) -> str:
        if url.endswith("/rss"):
            newest = sorted((s for s in self.stories if s.born <= now), key=lambda story: -story.born)[:50]
            return "<rss><channel>" + "".join(f"<item><link>{s.url}</link></item>" for s in newest) + "</channel></rss>"
        if "/list" in url:
            return "".join(f'<a href="{story.url}">x</a>' for story in self.stories if story.born <= now)
        story = self.stories[int(url.rsplit("/", 1)[1])]
        edition = sum(moment <= now for moment in story.corrected)
        box = "article" if now < self.redesign else "section"
        return f"<title>{story.number}</title><{box} class=b{box}>Edition {edition}. {'Text. ' * 60}</{box}>"
