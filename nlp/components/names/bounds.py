"""Set the bounds of names where custom, not context, decides: phases and extensions of parks, brackets, edge words."""

from collections.abc import Sequence
from typing import Any, TypeVar

from nlp.components.names.rules import lists
from nlp.components.names.runs import capitals_end
from nlp.components.names.tokens import Word

NamedSpan = TypeVar("NamedSpan", bound=Any)
_BEFORE = frozenset({"expanded", "extended"})
_FORMS = frozenset({"ltd", "limited", "co", "inc", "jsc", "plc", "pcl", "llc", "corp", "pte"})
_SHORT = frozenset(
    "kcn kcx ccn kkt ttcn ip ips iz izs epz ez và and khu cụm công nghiệp kinh tế chế xuất các những".split()
)
_AMOUNTS = frozenset("nghìn ngàn triệu tỷ tỉ million billion trillion tấn ha % đồng usd m2 km mw".split())
_PAPERS = frozenset({("thời", "báo"), ("tạp", "chí")})
_WHERE = frozenset({"ở", "tại"})
_PLANTS = frozenset({"công", "nhà", "xí", "tổng", "ctcp"})  # công ty, nhà máy, xí nghiệp
_LABELS = frozenset(
    {
        ("địa", "chỉ"),
        ("điện", "thoại"),
        ("mã", "số"),
        ("trụ", "sở"),
        ("lĩnh", "vực"),
        ("ngành", "nghề"),
        ("tiểu", "thủ"),
    }
)
_FIRMS = frozenset({"công", "ctcp", "cty", "tập", "tổng"})
_LEAST_FIRM = 4  # words of a company with what it does
_VERBS = frozenset(
    {
        ("đầu", "tư"),
        ("xây", "dựng"),
        ("sản", "xuất"),
        ("quản", "lý"),
        ("vận", "hành"),
        ("thực", "hiện"),
        ("cung", "cấp"),
    }
)
_CLOSING = frozenset("(),.;")
_OFFICES = frozenset({"Phường", "Xã", "TX", "TT", "Huyện"})
_TOWN = ("TT", ".")  # of a town: it is none of the district of its name
_PROVINCES = frozenset({"province", "district", "commune"})
_TYPES = frozenset("industrial economic hi high export eco border technology park zone ip iz ez epz".split())
_CRAFT = 7  # words of a craft
_GROUP = 3  # digits of thousands
_LEVELS = frozenset({"tỉnh", "huyện", "xã", "tập", "trung"})  # kcn tỉnh, ccn huyện
_COMMITTEES = frozenset({"tỉnh", "thành", "huyện", "quận", "đảng"})  # Tỉnh ủy
_BESIDES = frozenset({"urban", "service", "services", "handicraft", "logistics"})
_ZONES = frozenset({"zone", "zones", "area", "areas", "park", "complex", "township"})
_BEHIND = frozenset({"expansion", "extension"})


def settle_bounds(words: Sequence[Word], names: Sequence[NamedSpan]) -> list[NamedSpan]:
    """Set the bounds of all names of a sentence; spans that become empty or generic are left out."""
    settled: list[NamedSpan] = []
    names = [name for name in names if not _is_generic(words, name.start, name.end, name.kind)]
    for number, name in enumerate(names):
        floor = settled[-1].end if settled else 0
        if name.start < floor:  # taken in by the name before
            continue
        ceiling = names[number + 1].start if number + 1 < len(names) else len(words)
        start, end = name.start, name.end
        if name.kind == "PARK" and _is_listed(words, start, end):
            continue
        if name.kind == "PARK":
            start, end = _park(words, start, end, floor, ceiling)
        elif name.kind == "ORG":
            end = _number_cut(words, start, _form_end(words, _owner_cut(words, start, end)))
            end += end < ceiling and _is_numbered(words, start, end)
        elif name.kind == "PLACE" and start > floor + 1 and (words[start - 2].raw, words[start - 1].raw) == _TOWN:
            start -= 2
        end = next((i for i in range(start, end) if _ends_names(words[i])), end)
        if name.kind == "PARK":
            start, end = _level_cut(words, start, _thousands_cut(words, _country_cut(words, start, end)))
            end -= end < len(words) and (words[end - 1].low, words[end].low) in _LABELS
        elif name.kind == "ORG":
            end = _verb_cut(
                words, start, _year_cut(words, start, _label_cut(words, start, _grant_cut(words, start, end)))
            )
            start = _paper_start(words, _own_start(words, start, end), floor)
        start, end = _trim(words, start, end)
        if start < end and not _is_generic(words, start, end, name.kind):
            settled.append(name._replace(start=start, end=end))
    return settled


def _is_listed(words: Sequence[Word], start: int, end: int) -> bool:
    """Tell whether a name is a word for parks and what stands behind its comma: `khu công nghiệp sinh thái, UNIDO`."""
    comma = next((i for i in range(start, end) if words[i].raw == ","), start)
    behind = words[min(comma + 1, end - 1)]
    return behind.capital and " ".join(word.low for word in words[start:comma]) in lists().generic


def _ends_names(word: Word) -> bool:
    """Tell whether no name goes on at a word; in a line of capitals only what says where: `KCN Ở TỈNH LONG AN`."""
    return word.raw in lists().never or (word.low in _WHERE and word.raw.isupper())


def _park(words: Sequence[Word], start: int, end: int, floor: int, ceiling: int) -> tuple[int, int]:
    if start > floor and words[start - 1].low in _BEFORE:
        start -= 1
    if start > floor and words[start - 1].low == "cụm" and words[start].low in {"kcn", "khu"}:
        start -= 1
    if end + 1 < ceiling and (words[end].low, words[end + 1].low) == ("mở", "rộng"):
        end += 2
    if end < ceiling and words[end].low in _BEHIND:
        end += 1
    if _counts_on(words, end, ceiling):
        end += 1
    end = _village_end(words, _numbers_end(words, end, ceiling))
    return start, _phase_end(words, _compound_end(words, end, ceiling), ceiling)


def _village_end(words: Sequence[Word], end: int) -> int:
    """Take in the craft of a village behind its name: `Dai Bai bronze casting trade village`."""
    i = end
    while i < min(end + _CRAFT, len(words)) and words[i].raw.isalpha() and words[i].raw.islower():
        i += 1
        if words[i - 1].low in {"village", "villages"} and words[i - 2].low in {"trade", "craft"}:
            return i
    return end


def _counts_on(words: Sequence[Word], end: int, ceiling: int) -> bool:
    """Tell whether a digit that tells parks of one name apart stands behind: `Tan Hoi 3, Tan Hoi 4, ...`."""
    if end + 1 >= ceiling:
        return False
    goes_on = end + 2 < len(words) and words[end + 2].raw.isdigit()
    return len(words[end].raw) == 1 and words[end].raw.isdigit() and words[end + 1].raw in ",);" and not goes_on


def _numbers_end(words: Sequence[Word], end: int, ceiling: int) -> int:
    """Take in the number of a name: `An Thạnh No.1`, `Tân Phước Nos 1 and 2`."""
    i = end
    if i >= ceiling or words[i].low not in {"no", "nos"}:
        return end
    i += 1
    i += i < ceiling and words[i].raw == "."
    if i >= ceiling or not words[i].raw.isdigit():
        return end
    if i + 2 < ceiling and words[i + 1].low in {"and", "&"} and words[i + 2].raw.isdigit():
        return i + 3
    return i + 1


def _compound_end(words: Sequence[Word], end: int, ceiling: int) -> int:
    """Take in what a park is besides (`Industrial Park and Urban Area`), and the number behind its short name."""
    if words[end - 1].low in _BESIDES and end < ceiling and words[end].low in _ZONES:
        return end + 1
    if words[end - 1].low == "industrial" and (several := _several_end(words, end)):
        return several
    if end + 2 < len(words) and words[end].low in {"and", "-", "–"} and words[end + 1].low in _BESIDES:
        return end + 3 if words[end + 2].low in _ZONES else end
    if end + 2 < len(words) and words[end].raw == "(" and words[end + 1].raw.isupper() and words[end + 2].raw == ")":
        i = end + 3
        if i + 1 < len(words) and words[i].low == "no" and words[i + 1].raw == ".":
            i += 2
        if i < len(words) and _is_number(words[i]):
            return i + 1
    return end


def _several_end(words: Sequence[Word], end: int) -> int | None:
    """Return the end of a park of several kinds: `Becamex Industrial, Urban and Service Complex`."""
    i = end
    while i < len(words) and (words[i].raw in ",-–&" or words[i].low in _BESIDES or words[i].low == "and"):
        i += 1
    return i + 1 if end < i < len(words) and words[i].low in _ZONES else None


def _form_end(words: Sequence[Word], end: int) -> int:
    """Take in a legal form that stands apart: `(Hong Kong) Limited`, `Co., LIMITED`, `UBND TP. Hồ Chí Minh`."""
    ceiling = len(words)  # a form that was read as a name of its own goes with the company before
    if end < ceiling and words[end].raw == "(":
        closing = next((i for i in range(end + 1, min(end + 5, ceiling)) if words[i].raw == ")"), None)
        if closing is not None and closing + 1 < ceiling and words[closing + 1].low in _FORMS:
            end = closing + 2
    while end + 1 < ceiling and words[end].raw in {".", ","} and words[end + 1].low in _FORMS:
        end += 2
    if words[end - 1].low in _COMMITTEES and end < ceiling and words[end].low in {"ủy", "uỷ"}:
        return end + 1
    if words[end - 1].low == "tp" and end + 1 < ceiling and words[end].raw == "." and words[end + 1].capital:
        end = capitals_end(words, end + 1)
    return end


def _number_cut(words: Sequence[Word], start: int, end: int) -> int:
    """Leave out a number that goes on behind the name (`Idico 3,378 ha`) or counts what is next (`Ltd 2) Amata`)."""
    if end - start < 2 or not words[end - 1].raw.isdigit() or end >= len(words):
        return end
    goes_on = words[end].raw in {".", ","} and end + 1 < len(words) and words[end + 1].raw.isdigit()
    goes_on = goes_on or words[end].low in _AMOUNTS
    numbers = words[end].raw == ")" and all(word.raw != "(" for word in words[start:end])
    return end - 1 if goes_on or numbers else end


def _is_numbered(words: Sequence[Word], start: int, end: int) -> bool:
    """Tell whether the number of a plant or firm stands behind: `xi măng Hà Tiên 2,`, `Công ty Xây lắp Số 2`."""
    if not words[end].raw.isdigit() or len(words[end].raw) > 2:
        return False
    if words[end - 1].low == "số":
        return True
    behind = words[end + 1].raw if end + 1 < len(words) else ""
    goes_on = end + 2 < len(words) and words[end + 2].raw.isdigit()
    return words[start].low in _PLANTS and behind in {",", ";"} and not goes_on


def _country_cut(words: Sequence[Word], start: int, end: int) -> int:
    """Leave out the country behind a dash: `Ulsan Industrial Park - Korea`."""
    dash = next((i for i in range(end - 1, max(start, end - 4), -1) if words[i].raw in "-–"), end)
    named, behind = (
        " ".join(w.low for w in part if w.low not in _SHORT) for part in (words[start:dash], words[dash + 1 : end])
    )
    return dash if behind in lists().countries and named not in lists().countries else end


def _thousands_cut(words: Sequence[Word], end: int) -> int:
    """Leave out the area behind the name: `Khu công nghiệp Phước Đông B 1.175 ha`, `TX Hồng Lĩnh 42,92`.

    A single digit behind a single digit's point is part of the name: `Long Hậu 3.1`.
    """
    if end + 1 >= len(words) or not words[end - 1].raw.isdigit() or words[end].raw not in ".,":
        return end
    digits = words[end + 1].raw
    if not digits.isdigit():
        return end
    if words[end].raw == "." and len(digits) == len(words[end - 1].raw) == 1:
        after = words[end + 2].low if end + 2 < len(words) else "."
        return end + 2 if after[0] in _CLOSING else end - 1
    grouped = len(digits) == _GROUP and (
        words[end].raw == "." or "." in [word.raw for word in words[end + 2 : end + 3]]
    )
    goes_on = grouped or len(words[end - 1].raw) > 1
    return end - 1 if goes_on else end


def _level_cut(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """Part a park from a place beside it: `CCN Nam Hồng Phường Đậu Liêu`, `Nam Dinh Province Thanh An IP`."""
    named = next((i for i in range(start + 1, end) if words[i].capital), end)
    cut = next((i for i in range(named + 1, end) if words[i].raw in _OFFICES), end)
    for i in range(start + 1, end - 1):
        if words[i].low in _PROVINCES and words[i + 1].capital and words[i + 1].low not in _TYPES:
            return i + 1, end
    return start, cut


def _paper_start(words: Sequence[Word], start: int, floor: int) -> int:
    """Take in the word for a paper before its name: `Thời báo Ngân hàng`, `Tạp chí Công Thương`."""
    head = tuple(word.low for word in words[max(start - 2, floor) : start])
    return start - 2 if head in _PAPERS and words[start - 2].capital else start


def _own_start(words: Sequence[Word], start: int, end: int) -> int:
    """Leave out whose a body is, where a common word says it: `city's Energy Conservation Centre`."""
    owned = end - start > 2 and words[start].raw.islower() and words[start + 1].low in {"'s", "’s"}
    return start + 2 if owned else start


def _owner_cut(words: Sequence[Word], start: int, end: int) -> int:
    """Leave out what an organisation has so much of: `Song Tranh Cement's 15MW plant`."""
    owned = (i for i in range(start + 1, end - 1) if words[i].low in {"'s", "’s"} and words[i + 1].raw[0].isdigit())
    return next(owned, end)


def _label_cut(words: Sequence[Word], start: int, end: int) -> int:
    """Leave out the first word of what comes behind a dash: `Công ty TNHH Uni-President Việt Nam – Địa chỉ: ...`."""
    if end - start < 3 or words[end - 2].raw not in "-–" or end >= len(words):
        return end
    return end - 2 if (words[end - 1].low, words[end].low) in _LABELS else end


def _verb_cut(words: Sequence[Word], start: int, end: int) -> int:
    """Leave out what a company does, said behind its name: `do Công ty CP Shinec đầu tư`."""
    verb = tuple(word.raw for word in words[end - 2 : end])
    if words[start].low not in _FIRMS or end - start < _LEAST_FIRM or verb not in _VERBS:
        return end
    named = words[end - 3]
    return end - 2 if named.capital and named.low not in lists().inside["company"] else end


def _grant_cut(words: Sequence[Word], start: int, end: int) -> int:
    """Leave out the verb of what a body is granted: `đề nghị Sở Xây dựng ủy quyền`."""
    is_verb = words[end - 1].low in {"ủy", "uỷ"} and end - start > 1 and words[end - 2].low not in _COMMITTEES
    return end - 1 if is_verb else end


def _year_cut(words: Sequence[Word], start: int, end: int) -> int:
    """Leave out a year, and the verb before it, behind a body: `Ban Quản lý bộc bạch năm 2025`."""
    if end - start < 3 or words[end - 2].raw != "năm" or words[end - 1].shape != "999":
        return end
    end -= 2
    inside = lists().inside
    known = inside["authority"] | inside["body"] | inside["company"]
    while end - start > 1 and words[end - 1].raw.islower() and words[end - 1].low not in known:
        end -= 1
    return end


def _phase_end(words: Sequence[Word], end: int, ceiling: int) -> int:
    """Take in `giai đoạn 2`, `- giai đoạn 1`, `Phase 1`, and the part (`đợt 2`) behind it."""
    i = end
    if i < ceiling and words[i].raw in "-–(" and i + 1 < ceiling and words[i + 1].low == "giai":
        i += 1
    if i + 2 < ceiling and (words[i].low, words[i + 1].low) == ("giai", "đoạn") and _is_number(words[i + 2]):
        end = i + 3
        if end < ceiling and words[end - 4].raw == "(" and words[end].raw == ")":
            end += 1
        j = end + 1 if end < ceiling and words[end].raw == "," else end
        if j + 1 < ceiling and words[j].low == "đợt" and _is_number(words[j + 1]):
            end = j + 2
    elif i + 1 < ceiling and words[i].raw == "Phase" and _is_number(words[i + 1]):
        end = i + 2
    return end


def _is_number(word: Word) -> bool:
    return word.shape in {"9", "IV"}


def _trim(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """Cut signs at the edges, and a bracket whose other half is outside."""
    while start < end and not words[start].raw[0].isalnum() and words[start].raw not in '("“':
        start += 1
    while start < end and words[start].raw in '"“(' and not _closes(words, start, end):
        start += 1
    while start < end and not words[end - 1].raw[0].isalnum() and words[end - 1].raw not in ").'’":
        end -= 1
    raws = [word.raw for word in words[start:end]]
    if raws.count("(") != raws.count(")"):
        cut = next((i for i in range(end - 1, start - 1, -1) if words[i].raw in "()"), start)
        end = cut if words[cut].raw == "(" or cut == end - 1 else end
    while start < end and not words[end - 1].raw[0].isalnum() and words[end - 1].raw not in ").":
        end -= 1
    if end - start > 1 and words[end - 1].raw == "." and words[end - 2].low not in {"ltd", "co", "inc", "corp", "jsc"}:
        end -= 1
    return start, end


def _closes(words: Sequence[Word], start: int, end: int) -> bool:
    wanted = {"(": ")", "“": "”", '"': '"'}[words[start].raw]
    return any(word.raw == wanted for word in words[start + 1 : end])


def _is_generic(words: Sequence[Word], start: int, end: int, kind: str) -> bool:
    """Tell whether a span names nothing: declared general words, or designators of parks alone."""
    if kind not in {"PARK", "ORG"}:
        return False
    low = [word.low for word in words[start:end] if word.raw[0].isalnum()]
    if " ".join(low) in lists().generic or " ".join(word.low for word in words[start:end]) in lists().generic:
        return True
    return kind == "PARK" and len(low) > 1 and all(word in _SHORT or word in _LEVELS for word in low)
