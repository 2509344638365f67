"""The small words of both languages that tell how a name stands in a sentence."""

import re

LOCATIVE = frozenset("in at tại ở within inside trong into across vào on trên".split())
PREPOSITIONS = {
    **dict.fromkeys(LOCATIVE, "in"),
    **dict.fromkeys("of của thuộc 's".split(), "of"),
    **dict.fromkeys("by do bởi from từ".split(), "by"),
    **dict.fromkeys("with với cùng and và including gồm".split(), "with"),
    **dict.fromkeys("to for cho đến tới sang near gần".split(), "to"),
    **dict.fromkeys("theo according".split(), "per"),
}
REPORTS = frozenset({"per"})
SAYS = re.compile(
    r"[^.;]{0,40}?\b(said|says|told|reported|announced|noted|added|cho biết|cho hay|nói|báo cáo|thông tin)\b"
)
OWNS = re.compile(
    r"\b(has|have|had|covers?|covering|spans?|spanning|with|is|was|will|plans?|invest\w*|employs?|received?|attracted|"
    r"rộng|có|với|đạt|gồm|là|sẽ|diện tích|quy mô|tổng vốn|vốn|thu hút|đã|đang)\b",
    re.I,
)
PART = re.compile(
    r"\b(?:of which|of them|of these|including|among them|made up of|trong đó|trong số đó|bao gồm|gồm|riêng)\b", re.I
)
RESPECTIVELY = re.compile(r"\b(respectively|lần lượt|theo thứ tự|tương ứng)\b", re.I)
_WORD = re.compile(r"[\w']+")
_ARTICLE = frozenset("the a an các những khu tỉnh thành phố tp công ty tập đoàn".split())


def lead_of(text: str, start: int, end: int) -> str:
    """Return the class of the preposition before a name: in, of, by, with, to, per, none, or start of the sentence."""
    words = _WORD.findall(text[max(start, end - 24) : end].casefold())
    while words and words[-1] in _ARTICLE:
        words.pop()
    if not words:
        return "start" if end - start <= 24 else "none"
    if words[-1] == "to" and len(words) > 1 and words[-2] == "according":
        return "per"
    return PREPOSITIONS.get(words[-1], "none")
