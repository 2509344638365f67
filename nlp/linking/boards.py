"""Boards of zones and people's committees, named by their province or by none: `Ban Quản lý các KCN tỉnh`."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from config.gazetteer import fold_name
from config.schema import Entity
from nlp.linking.keys import place_key

_BOARD = re.compile(r"\b(?:ban quan ly|ban ql|bql|authority|management board|board of management|ipa|iza|eza)\b")
_COMMITTEE = re.compile(r"\b(?:ubnd|uy ban nhan dan|people s committee)\b")
_ZONES = re.compile(
    r"\b(?:khu cong nghiep|kcn|khu kinh te|kkt|kktck|khu che xuat|kcx|(?:industrial|economic|export processing) "
    r"(?:and \w+ )?(?:parks?|zones?)|ips?|izs?|ezs?|ipa|iza|eza)\b"
)
_WORDS = re.compile(  # that tell what a board is for
    r"\b(?:management|cac|va|and|of|the|for|in|s|cx|cua khau|ven bien|border gate|coastal|che xuat|cong nghiep|"
    r"industrial|export processing|economic|parks?|zones?)\b"
)
_PROVINCIAL = re.compile(r"^(?:tinh)\b|\b(?:provincial|province)\b")
_OWNER = re.compile(r"^the |\bof(?: the)?\b|\bs$")
_MUNICIPAL = re.compile(r"^(?:thanh pho|tp)\b|\bcity$|\bmunicipal\b")
CITY, PROVINCE = "centrally_run_city", "province"


class Seat(NamedTuple):
    """What a body is, the folded name of what it serves or nothing, and the level that its name says."""

    sort: str
    served: str
    level: str


@lru_cache(maxsize=20_000)
def seat_of(name: str) -> Seat | None:
    """Return the seat of a board of zones or a people's committee; None for what is neither."""
    folded = fold_name(name)
    if _COMMITTEE.search(folded):
        rest, sort = _OWNER.sub(" ", _COMMITTEE.sub(" ", folded).strip()), "committee"
    elif _BOARD.search(folded) and _ZONES.search(folded):
        rest, sort = _WORDS.sub(" ", _ZONES.sub(" ", _BOARD.sub(" ", folded))), "board"
    else:
        return None
    rest = " ".join(rest.split())
    level = PROVINCE if _PROVINCIAL.search(rest) else CITY if _MUNICIPAL.search(rest) else ""
    served = " ".join(_MUNICIPAL.sub(" ", _PROVINCIAL.sub(" ", rest)).split())
    return Seat(sort, served, level)


def index_boards(organisations: Iterable[Entity], provinces: Iterable[Entity]) -> Mapping[tuple[str, str], str]:
    """Return the boards and the committees of provinces by sort and province."""
    known = {place_key(name): p.id for p in provinces for name in (*p.names.values(), *p.aliases)}
    found: dict[tuple[str, str], str] = {}
    for entity in organisations:
        for name in (*entity.names.values(), *entity.aliases):
            seat = seat_of(name) if entity.kind == "authority" else None
            if seat is not None and place_key(seat.served) in known:
                found.setdefault((seat.sort, known[place_key(seat.served)]), entity.id)
    return found
