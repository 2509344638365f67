"""Small PDF files written by hand, so that tests need no PDF writer."""

from collections.abc import Sequence


def make_pdf(pages: Sequence[Sequence[str]], title: str | None = None) -> bytes:
    """Write pages of lines; Vietnamese letters come by a ToUnicode table, as word processors write it."""
    letters = sorted({c for lines in pages for line in lines for c in line})
    codes = {letter: code for code, letter in enumerate(letters, 1)}
    chars = "\n".join(f"<{codes[c]:04x}> <{c.encode('utf-16-be').hex()}>" for c in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{chars}\nendbfchar endcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{8 + 2 * i} 0 R' for i in range(len(pages)))}] >>",
        (
            "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [4 0 R] "
            "/ToUnicode 5 0 R >>"
        ),
        (
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (A) /Ordering (I) "
            "/Supplement 0 >> /DW 500 >>"
        ),
        _stream(cmap),
        f"<< /Title ({title}) >>" if title else "<< >>",
        "<< >>",
    ]
    for i, lines in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {9 + 2 * i} 0 R >>"
        )
        shown = " ".join(f"<{''.join(f'{codes[c]:04x}' for c in line)}> Tj 0 -16 Td" for line in lines)
        objects.append(_stream(f"BT /F1 11 Tf 50 800 Td {shown} ET"))
    return _file(objects)


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _file(objects: Sequence[str]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)
