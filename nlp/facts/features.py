"""Say in words how a name stands to a figure; binding weighs these words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from config.schema import Figure
from nlp.facts.scene import Name, Scene

# How a name may stand, the strongest first: the rule that a fact reports.
RULES = (
    "row",
    "respectively",
    "apposition",
    "attribute",
    "clause",
    "sentence",
    "previous",
    "passage",
    "heading",
    "title",
    "topic",
)
REACH = 4  # sentences looked back

_WORD = re.compile(r"\w+")
_LOCATIVE = frozenset("in at tại ở within inside trong into across vào".split())
_GENITIVE = frozenset("of của thuộc 's".split())
_AGENT = frozenset("by do bởi from từ".split())
_WITH = frozenset("with với cùng and và including gồm".split())
_TOWARDS = frozenset("to for cho đến tới sang near gần".split())
_PREPOSITIONS = {
    **dict.fromkeys(_LOCATIVE, "in"),
    **dict.fromkeys(_GENITIVE, "of"),
    **dict.fromkeys(_AGENT, "by"),
    **dict.fromkeys(_WITH, "with"),
    **dict.fromkeys(_TOWARDS, "to"),
}
_REPORTS = frozenset("theo to according".split())
_SAYS = re.compile(
    r"[^.;]{0,40}?\b(said|says|told|reported|announced|noted|added|cho biết|cho hay|nói|báo cáo|thông tin)\b"
)
_IN_BRACKETS = re.compile(r"^[^.;()]{0,12}\([^()]{0,25}$")
_OWNS = re.compile(
    r"\b(has|have|had|covers?|covering|spans?|spanning|with|is|was|will|plans?|invest\w*|employs?|received?|attracted|rộng|có|với|đạt|gồm|là|sẽ|"
    r"diện tích|quy mô|tổng vốn|vốn|thu hút|đã|đang)\b",
    re.I,
)
_RESPECTIVELY = re.compile(r"\b(respectively|lần lượt|theo thứ tự|tương ứng)\b", re.I)
_EACH = re.compile(r"\b(each|mỗi|apiece)\b", re.I)
_ANAPHORA = (
    ("park", re.compile(r"\b(?:the|this|its) (?:\w+ )?(?:park|zone|ip|iz|estate|site|complex)\b|\b(?:kcn|khu công nghiệp|khu|ccn|kkt|khu kinh tế) (?:này|trên|đó)\b|\btoàn (?:khu|kcn)\b", re.I)),
    ("firm", re.compile(r"\b(?:the|this) (?:\w+ )?(?:company|firm|group|enterprise|corporation|investor|developer|manufacturer|producer|factory|plant)\b|\b(?:công ty|tập đoàn|doanh nghiệp|nhà máy|đơn vị|hãng|nhà đầu tư)(?: này| trên| cũng| đã| sẽ| dự kiến)", re.I)),
    ("project", re.compile(r"\b(?:the|this) (?:\w+ )?(?:project|facility|development|investment)\b|\bdự án(?: này| trên| có| sẽ| được)?\b", re.I)),
    ("place", re.compile(r"\b(?:the|this) (?:\w+ )?(?:province|city|locality|region|country|district)\b|\b(?:tỉnh|thành phố|địa phương|cả nước)(?: này| có| đã| sẽ)?\b", re.I)),
    ("it", re.compile(r"^(?:it|they|he|she|its|their|here|đây|nơi đây|theo đó|trong đó|ngoài ra)\b", re.I)),
)  # fmt: skip
_PLURAL = re.compile(
    r"\b(industrial (?:parks|zones|clusters)|economic zones|(?:these|the|all|local|its|existing|new) (?:parks|zones|ips|izs)|the country|nationwide|"
    r"các (?:kcn|khu công nghiệp|kkt|khu kinh tế|khu chế xuất|cụm công nghiệp|ccn)|cả nước|toàn quốc|toàn tỉnh|trên địa bàn|cities|provinces)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Sight:
    """A figure as binding sees it: where it stands, what goes before it in its sentence."""

    figure: Figure
    sentence: int
    group: str  # what the subject depends on: the meaning, or the dimension of what has none
    meaning: str
    names: tuple[Name, ...]  # of its sentence
    figures: tuple[Figure, ...]  # of its sentence, in order
    anaphora: tuple[str, ...]
    pairs: dict[str, int]  # of a "respectively": key -> index of its figure in `figures`


def see(figure: Figure, scene: Scene, neighbours: Sequence[Figure], meaning: str) -> Sight:
    """Look at a figure that means this predicate; `neighbours` are its sentence's figures in order, itself too."""
    sentence = scene.sentence_at(figure.evidence.start)
    span = scene.sentences[sentence]
    names = tuple(scene.by_sentence.get(sentence, ()))
    before = scene.text[span.start : figure.evidence.start]
    whole = scene.text[span.start : span.end]
    return Sight(
        figure=figure,
        sentence=sentence,
        meaning=meaning,
        group=meaning if meaning != "other" else f"other {figure.dimension}",
        names=names,
        figures=tuple(neighbours),
        anaphora=tuple(_iter_anaphora(before, whole)),
        pairs=_pair(whole, names, neighbours),
    )


def _iter_anaphora(before: str, sentence: str) -> Iterator[str]:
    """Iterate over the sorts of things that the sentence points back to, and to plurals that it speaks of."""
    for kind, pattern in _ANAPHORA:
        if pattern.search(before[-160:] or sentence[:60]):
            yield kind
        if pattern.match(sentence):
            yield f"{kind} heads"
    if _PLURAL.search(before):
        yield "plural"


def candidates_of(sight: Sight, scene: Scene) -> dict[str, Name]:
    """Return the things a figure may be about, each with the mention that stands nearest."""
    found: dict[str, Name] = {}
    start = sight.figure.evidence.start
    for name in sorted(sight.names, key=lambda n: (n.start > start, abs(n.start - start))):
        found.setdefault(name.key, name)
    for back in range(1, REACH + 1):
        for name in scene.by_sentence.get(sight.sentence - back, ()):
            found.setdefault(name.key, name)
    wanted = scene.heading_keys(sight.sentence) | scene.title_keys | frozenset(scene.tops.values())
    for name in scene.names if wanted - found.keys() else ():
        if name.key in wanted:
            found.setdefault(name.key, name)
    return found


def iter_features(name: Name, sight: Sight, scene: Scene) -> Iterator[str]:
    """Iterate over the words for how a name stands to the figure; each is a key of the weights."""
    label, key = name.sort, name.key
    yield label
    yield f"{label} {sight.group}"
    local = [other for other in sight.names if other.key == key]
    if local:
        yield f"same {label}"
        yield f"same {label} {sight.group}"
        for other in local:
            yield from _iter_local(other, sight, scene)
    else:
        yield from _iter_distant(name, sight, scene)
        yield f"distant {label} {sight.group}"
    if key in scene.heading_keys(sight.sentence):
        yield "heading"
        yield f"heading {label}"
    if key in scene.title_keys:
        yield f"title {label}"
        yield "title" if sight.names else "title alone"
    if scene.tops.get(label) == key:
        yield f"top {label}"
        yield f"top {label} {'local' if sight.names else 'alone'}"
    many = scene.kinds[label]
    yield f"{label} of {'1' if many == 1 else '2' if many < 4 else '4'}"
    share = scene.counts[key] / scene.weights[label]
    yield f"{label} share {'most' if share > 0.5 else 'some' if share > 0.2 else 'little'}"
    yield f"{label} {'lead' if key in scene.lead_keys else 'later'}"
    if key == scene.first_key:
        yield f"first of all {label}"
    newest = scene.newest(label, sight.figure.evidence.start)
    if newest == key:
        yield f"newest {label}" + (" local" if local else "")
    for kind in sight.anaphora:
        yield f"{kind} means {label}" + (" local" if local else "")
        if newest == key:
            yield f"{kind} means newest {label}"


def iter_null_features(sight: Sight, scene: Scene) -> Iterator[str]:
    """Iterate over the words for a figure that is about nothing named."""
    yield "null"
    yield f"null {sight.group}"
    for kind in sight.anaphora:
        yield f"{kind} means null"
    if not sight.names:
        yield "null unnamed"
    if not scene.names:
        yield "null nameless"


def rule_of(name: Name, sight: Sight, scene: Scene) -> str:
    """Return the name of the strongest way in which the name stands to the figure."""
    if sight.pairs.get(name.key) is not None:
        return "respectively"
    if name.sentence == sight.sentence:
        if scene.passage_of(sight.sentence).kind == "row":
            return "row"
        between = _between(name, sight, scene.text)
        words = _WORD.findall(between)
        if len(words) <= 1 and not between.strip(" (,:–-"):
            return "apposition"
        if name.start > sight.figure.evidence.start and words and words[-1].casefold() in _PREPOSITIONS:
            return "attribute"
        return "clause" if ";" not in between else "sentence"
    if name.sentence < sight.sentence and sight.sentence - name.sentence <= REACH:
        same = scene.sentences[name.sentence].passage == scene.sentences[sight.sentence].passage
        return "previous" if same else "passage"
    if name.key in scene.heading_keys(sight.sentence):
        return "heading"
    return "title" if name.key in scene.title_keys else "topic"


def _iter_local(name: Name, sight: Sight, scene: Scene) -> Iterator[str]:
    start, end = sight.figure.evidence.start, sight.figure.evidence.end
    span = scene.sentences[sight.sentence]
    if sight.pairs.get(name.key) is not None:
        matches = sight.figures[sight.pairs[name.key]] is sight.figure
        yield "respectively" if matches else "respectively other"
    between = _between(name, sight, scene.text)
    words = _WORD.findall(between)
    side = "before" if name.start < start else "after"
    bucket = _bucket(len(words))
    label = name.sort
    yield f"{side} {bucket}"
    yield f"{side} {bucket} {label}"
    if scene.passage_of(sight.sentence).kind == "row":
        yield f"row {side}" + (" first" if name.start - span.start <= 4 else "")
    low, high = (name.end, start) if side == "before" else (end, name.start)
    inside = [other for other in sight.names if low <= other.start < high and other.key != name.key]
    for inner in {other.sort for other in inside}:
        yield f"{side} past {inner}"
        yield f"{side} past {inner} {label}"
    figured = any(low <= other.evidence.start < high for other in sight.figures)
    if figured:
        yield f"{side} past figure"
    if not inside and not figured:
        yield from _iter_clean(name, side, between, words)
    for mark in ";:(":
        if mark in between:
            yield f"{side} over {mark}"
    if "," in between:
        yield f"{side} over comma"
    lead = _WORD.findall(scene.text[max(span.start, name.start - 14) : name.start].casefold())
    preposition = _PREPOSITIONS.get(lead[-1], "none") if lead else "start"
    yield f"{side} prep {preposition} {label}"
    yield f"{side} prep {preposition} {bucket}"
    if side == "after" and words:
        yield f"after by {words[0].casefold() if len(words[0]) < 9 else 'word'}" if len(words) < 3 else "after far"
    if _is_listed(name, sight.names, scene.text):
        yield f"listed {side}"
        yield f"listed {side} {bucket}"
    if (lead and lead[-1] in _REPORTS) or _SAYS.match(scene.text, name.end):
        yield f"reports {label}"
    if name is sight.names[0]:
        yield f"first {side}"
        yield f"first {side} {label}"


def _iter_clean(name: Name, side: str, between: str, words: Sequence[str]) -> Iterator[str]:
    """Iterate over what is said between a name and a figure that nothing else stands between."""
    label = name.sort
    yield f"{side} clean"
    yield f"{side} clean {label}"
    if side == "before":
        if _IN_BRACKETS.match(between):
            yield "in brackets"
            yield f"in brackets {label}"
        if _OWNS.search(between):
            yield "owns"
            yield f"owns {label}"
    elif "," not in between and len(words) <= 5:
        last = words[-1].casefold() if words else ""
        yield f"leads to {_PREPOSITIONS.get(last, 'bare')}"
        yield f"leads to {_PREPOSITIONS.get(last, 'bare')} {label}"


def _iter_distant(name: Name, sight: Sight, scene: Scene) -> Iterator[str]:
    back = sight.sentence - name.sentence
    state = "empty" if not sight.names else "full"
    if 0 < back <= REACH:
        same = scene.sentences[name.sentence].passage == scene.sentences[sight.sentence].passage
        where = "same passage" if same else "other passage"
        yield f"back {back} {state}"
        yield f"back {where} {state} {name.sort}"
        if not any(
            other.key == name.key for i in range(1, back) for other in scene.by_sentence.get(sight.sentence - i, ())
        ):
            first = scene.by_sentence[name.sentence][0]
            yield f"back {back} {'first' if first.key == name.key else 'later'}"
        newer = {o.sort for i in range(1, back) for o in scene.by_sentence.get(sight.sentence - i, ())}
        if name.sort in newer:
            yield "back replaced"
    else:
        yield f"far {state} {name.sort}"
        yield f"far {state}"


def _between(name: Name, sight: Sight, text: str) -> str:
    at = sight.figure.evidence
    return text[name.end : at.start] if name.start < at.start else text[at.end : name.start]


def _is_listed(name: Name, names: Sequence[Name], text: str) -> bool:
    """Tell whether another name of its sort stands beside it with only a comma or an "and" between."""
    index = names.index(name)
    for a, b in ((index - 1, index), (index, index + 1)):
        if a >= 0 and b < len(names) and names[a].sort == names[b].sort:
            gap = text[names[a].end : names[b].start].strip(" ,;").casefold()
            if gap in {"", "và", "and", "&", "hay", "or"}:
                return True
    return False


def _bucket(count: int) -> str:
    for limit, bucket in ((1, "0"), (4, "1"), (9, "2"), (18, "3")):
        if count <= limit:
            return bucket
    return "4"


def _pair(sentence: str, names: Sequence[Name], figures: Sequence[Figure]) -> dict[str, int]:
    """Pair names and figures in their order if the sentence says so and their numbers are equal."""
    if not _RESPECTIVELY.search(sentence):
        return {}
    for label in ("PARK", "ORG", "PLACE"):
        keys = list(dict.fromkeys(name.key for name in names if name.label == label))
        for unit in dict.fromkeys(figure.unit for figure in figures):
            same = [index for index, figure in enumerate(figures) if figure.unit == unit]
            if len(keys) == len(same) > 1:
                return dict(zip(keys, same, strict=True))
    return {}
