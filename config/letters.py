"""Letters that pages write for others, and capitals."""

LOOKALIKES = {0xD0: "Đ", 0xF0: "đ"}  # the Icelandic letters that old Vietnamese fonts left on pages


def lower_in_place(text: str) -> str:
    """Return the text in lower case, letter by letter: offsets hold.

    A text with a letter whose small form is of another length (the Turkish dotted I) is returned as it is.
    """
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text
