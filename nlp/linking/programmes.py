"""Know a programme by a title that says its own in nearly the same words."""

from collections.abc import Iterable
from functools import lru_cache

from config.schema import Entity
from nlp.linking.keys import organisation_key

_SMALL = frozenset("of the a an for in and to on from with tai va theo cua trong cho tu project du an".split())
_SAME = {"kcn": ("khu", "cong", "nghiep"), "ecological": ("eco",), "implementing": ("implementation",)}
_LEAST = 5  # words of a title beside small ones
_ALIKE = 0.7  # share of words that two titles have in common
_SHORT = 3  # letters of a word whose last one is no plural
Titles = tuple[tuple[str, frozenset[str]], ...]


def list_titles(organisations: Iterable[Entity]) -> Titles:
    """List the programmes' ids with the words of their titles."""
    programmes = [entity for entity in organisations if entity.kind == "programme"]
    titles = ((e.id, _words_of(name)) for e in programmes for name in (*e.names.values(), *e.aliases))
    return tuple((entity_id, words) for entity_id, words in titles if len(words) >= _LEAST)


def find_programme(surface: str, titles: Titles) -> str | None:
    """Return the id of the programme whose title is most like a name, None for no or several such."""
    words = _words_of(surface)
    if len(words) < _LEAST:
        return None
    scored = sorted(((len(words & own) / len(words | own), entity_id) for entity_id, own in titles), reverse=True)
    best = {entity_id for likeness, entity_id in scored if likeness >= _ALIKE and likeness == scored[0][0]}
    return best.pop() if len(best) == 1 else None


@lru_cache(maxsize=10_000)
def _words_of(title: str) -> frozenset[str]:
    words = (word for word in organisation_key(title).split() if word not in _SMALL)
    same = (part for word in words for part in _SAME.get(word, (word,)))
    return frozenset(word.removesuffix("s") if len(word) > _SHORT else word for word in same)
