"""Letters that pages write for others, and capitals."""

import re
import unicodedata

MOST_MARKS = 30  # on a letter, as Unicode's Stream-Safe Text Format has it (UAX 15): composing more is quadratic
LOOKALIKES = {0xD0: "Đ", 0xF0: "đ"}  # the Icelandic letters that old Vietnamese fonts left on pages
_MARKS = re.compile(f"([\u0300-\u036f]{{{MOST_MARKS}}})[\u0300-\u036f]+")


def compose(text: str) -> str:
    """Compose to NFC; marks beyond thirty on one letter are dropped."""
    return unicodedata.normalize("NFC", _MARKS.sub(r"\1", text))


def lower_in_place(text: str) -> str:
    """Return the text in lower case, letter by letter: offsets hold.

    A text with a letter whose small form is of another length (the Turkish dotted I) is returned as it is.
    """
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text
