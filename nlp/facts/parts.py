"""Tell facts about a part from those about the whole."""

import re

from config.schema import Fact

_PART = re.compile(
    r"\b(phases?|stages?|of which|including|include[sd]?|each|per|additional|another|more|expan\w*|extend\w*|"
    r"extension|further|remaining|"
    r"first|second|third|new|newly|giai đoạn|trong đó|gồm|bao gồm|riêng|mỗi|thêm|mở rộng|bổ sung|còn lại|phân khu|"
    r"đợt|lần|mới|phần|"
    r"từ|from|minimum|tối thiểu|average|bình quân|trung bình)\b",
    re.I,
)
_REACH = 90  # letters before and after the figure


def tells_part(fact: Fact) -> bool:
    """Tell whether words of a part, an addition or a choice stand around the figure in its sentence."""
    at = fact.evidence.start - fact.evidence.sentence_start
    low, high = max(0, at - _REACH), at + len(fact.evidence.surface) + _REACH // 2
    return _PART.search(fact.sentence[low:high]) is not None
