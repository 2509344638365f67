"""Letters that pages write for others."""

LOOKALIKES = {0xD0: "Đ", 0xF0: "đ"}  # the Icelandic letters that old Vietnamese fonts left on pages
