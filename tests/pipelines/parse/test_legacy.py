import pytest

from pipelines.parse.legacy import repair_legacy
from tests.pipelines.parse.making import parse_one

MODERN = (
    "Khu công nghiệp Suối Ngọc đã nối đường ống dẫn hơi dư của nhà máy giấy sang xưởng dệt, "
    "nhờ đó tiết kiệm một nghìn tấn than mỗi năm và giảm lượng nước thải"
)
TCVN3 = (
    "Khu c«ng nghiÖp Suèi Ngäc ®· nèi ®\xadêng èng dÉn h¬i d\xad cña nhµ m¸y giÊy sang x\xadëng dÖt, "
    "nhê ®ã tiÕt kiÖm mét ngh×n tÊn than mçi n¨m vµ gi¶m l\xadîng n\xadíc th¶i"
)
VNI = (
    "Khu coâng nghieäp Suoái Ngoïc ñaõ noái ñöôøng oáng daãn hôi dö cuûa nhaø maùy giaáy sang xöôûng deät, "
    "nhôø ñoù tieát kieäm moät nghìn taán than moãi naêm vaø giaûm löôïng nöôùc thaûi"
)


@pytest.mark.parametrize("legacy", [TCVN3, VNI], ids=["tcvn3", "vni"])
def test_fonts_from_before_unicode_are_converted_and_flagged(legacy: str) -> None:
    assert repair_legacy(legacy) == (MODERN, ("legacy_encoding",))


def test_capitals_of_vni() -> None:
    assert repair_legacy("TAÏP CHÍ PHAÙT TRIEÅN, TAÄP 18, CAÙC KHU COÂNG NGHIEÄP MÔÙI")[0] == (
        "TẠP CHÍ PHÁT TRIỂN, TẬP 18, CÁC KHU CÔNG NGHIỆP MỚI"
    )


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_text_encoded_twice_is_read_once_more(wrong: str) -> None:
    twice = "".join(
        chr(b) if wrong == "latin-1" or b in b"\x81\x8d\x8f\x90\x9d" else bytes([b]).decode("cp1252")
        for b in MODERN.encode()
    )
    assert repair_legacy(twice) == (MODERN, ("legacy_encoding",))


@pytest.mark.parametrize(
    "text",
    [
        MODERN,
        "A plain text without any marks.",
        "Le développement économique a été très rapide, déjà préféré par l’élève et sa mère à Nîmes où naît l’été",
        (
            "Die Größe der Fläche für Gebäude läßt sich über die Jahre schätzen, später müssen Käufer höhere "
            "Gebühren zahlen"
        ),
        "Prices rose by 5 °C – “about” 20 € · 3 × 4 m², ½ and ¼ of ¥100, © 2024 ® ± µ",
        "",
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert repair_legacy(text) == (text, ())


def test_legacy_page_becomes_a_flagged_article() -> None:
    body = f"<html><body><h1>Suèi Ngäc nèi tuyÕn h¬i d\xad</h1><p>{TCVN3}.</p><p>{TCVN3}!</p></body></html>"
    article = parse_one(body)
    assert article.title == "Suối Ngọc nối tuyến hơi dư"
    assert article.flags == ("legacy_encoding",)
    assert MODERN in article.text
