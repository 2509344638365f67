"""Vietnamese from before Unicode: VNI and TCVN3 (ABC) fonts, and UTF-8 that was decoded wrongly once too often."""

import re

_TCVN3_FROM = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢£¤¥¦§"
_TCVN3_TO = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ"
_TCVN3 = str.maketrans(_TCVN3_FROM, _TCVN3_TO)

_VNI_ROWS = {
    "a": "øàùáûảõãïạêăèằéắúẳüẵëặââàầáấåẩãẫäậ",
    "e": "øèùéûẻõẽïẹâêàềáếåểãễäệ",
    "o": "øòùóûỏõõïọâôàồáốåổãỗäộ",
    "u": "øùùúûủõũïụ",
    "y": "øỳùýûỷõỹ",
    "ô": "øờùớûởõỡïợ",
    "ö": "øừùứûửõữïự",
}
_VNI_PAIRS = {base + row[i]: row[i + 1] for base, row in _VNI_ROWS.items() for i in range(0, len(row), 2)}
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = _VNI_PAIRS | _VNI_SINGLE
_VNI_TOKEN = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)

_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_SYLLABLE = re.compile(
    rf"(?:ngh?|nh|gh?|gi|kh?|ph?|th?|tr?|ch?|qu?|[bdđhlmnrsvx])?[{_VOWELS}]{{1,3}}(?:ng|nh|ch|[cmnpt])?$", re.IGNORECASE
)
_MARKED = re.compile(
    r"[^\s.,;:()\"“”/0-9<>=&?!%+*|\[\]{}'–—-]*[^\x00-\x7f“”–—…‘’•\s][^\s.,;:()\"“”/0-9<>=&?!%+*|\[\]{}'–—-]*"
)
_MODERN = re.compile("[\u1ea0-\u1ef9ăđĩũơưĂĐĨŨƠƯ]")
_MOJIBAKE = re.compile(
    r"[ÃÂÄÅÆáâ][\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+"
)
FLAG = "legacy_encoding"


def repair_legacy(text: str) -> tuple[str, tuple[str, ...]]:
    """Convert legacy Vietnamese where it is certain; the flag comes also where it is only likely.

    Certain: of at least eight marked words nine in ten are Vietnamese syllables after the conversion, and less than
    six in ten before it.
    """
    if text.isascii():
        return text, ()
    once = _undo_double(text)
    if once is not None:
        return once, (FLAG,)
    marked = _MARKED.findall(text[:300_000])[:3000]
    if len(marked) < 4 or len(_MODERN.findall(text)) > len(marked) // 10:
        return text, ()
    before = _share(marked)
    for convert in (_from_vni, _from_tcvn3):
        after = _share([convert(word) for word in marked])
        if after >= 0.9 and before < 0.6 and len(marked) >= 8:
            return convert(text), (FLAG,)
        if after >= 0.75 and before < 0.5:
            return text, (FLAG,)
    return text, ()


def _share(words: list[str]) -> float:
    return sum(1 for word in words if _SYLLABLE.match(word)) / len(words)


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _from_vni(text: str) -> str:
    return _VNI_TOKEN.sub(_vni_letter, text)


def _vni_letter(match: re.Match[str]) -> str:
    found = match.group()
    letter = _VNI[found.lower()]
    return letter.upper() if found[0].isupper() else letter


def _undo_double(text: str) -> str | None:
    """Read UTF-8 that was shown as windows-1252 as what it was; None where the text is none."""
    runs = _MOJIBAKE.findall(text)
    if len(runs) < 3:
        return None
    fixed = sum(1 for run in runs if _redecode(run) is not None)
    if fixed < 0.7 * len(runs):
        return None
    return _MOJIBAKE.sub(lambda match: _redecode(match.group()) or match.group(), text)


def _redecode(run: str) -> str | None:
    try:
        return b"".join(_byte(letter) for letter in run).decode("utf-8")
    except UnicodeError:
        return None


def _byte(letter: str) -> bytes:
    return letter.encode("latin-1") if ord(letter) < 0x100 else letter.encode("cp1252")
