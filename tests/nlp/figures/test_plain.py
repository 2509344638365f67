"""What the words right beside a figure say of its status, whatever the rest of the sentence plans."""

import pytest

from config.schema import Status
from nlp.components.quantity.plain import read_plain_status

CASES: list[tuple[str, str, Status | None]] = [
    ("Đến năm 2025 tỉnh muốn có 500 MWp, nay đơn vị đã lắp 312 MWp.", "312 MWp", "achieved"),
    ("Giai đoạn 2 cần 243 ha, mới giải phóng được 151 ha.", "151 ha", "achieved"),
    ("Tỷ lệ lấp đầy hiện đạt 54%, mục tiêu 80%.", "54%", "achieved"),
    ("Khu có 90 ha đã được bàn giao, còn lại sẽ bàn giao năm sau.", "90 ha", "achieved"),
    ("It signed 74 hectares and plans another 90.", "74 hectares", "achieved"),
    ("Rooftop solar stood at 52 MWp; 28 MWp is to follow.", "52 MWp", "achieved"),
    ("It wants 30 MWp by 2025, three times today's 10 MWp.", "10 MWp", "achieved"),
    ("Of the 2,780 flats planned, 1,016 flats have been completed.", "1,016 flats", "achieved"),
    ("Đường dài 2 km, dự toán 31 tỷ đồng, khối lượng đạt 72%.", "31 tỷ đồng", "planned"),
    ("It has 3 MW and intends to reach 100 MWp.", "100 MWp", "planned"),
    ("It will add 80 ha to its existing area of 212 ha.", "212 ha", "achieved"),
    ("Đến nay có 37 lô được giao, cuối năm sẽ giao nốt.", "37 lô", "achieved"),
    ("The audit found 12 measures that could save 700 MWh.", "12 measures", "achieved"),
    ("The first part of 80 ha is finished; the rest will follow.", "80 ha", "achieved"),
    # not so plain
    ("Tỉnh đã phê duyệt đầu tư 40 tỷ đồng.", "40 tỷ đồng", None),
    ("Tỉnh đã quyết định lắp 40 MWp.", "40 MWp", None),
    ("Công ty thực hiện có 40 tỷ đồng.", "40 tỷ đồng", None),
    ("Thu được 62 tỷ đồng, đạt 69% dự toán và giảm 18%.", "18%", None),
    ("By 2027 it shall have reached 60 MWp.", "60 MWp", None),
    ("A steam network could have saved 60 MWh.", "60 MWh", None),
    ("The park covers 60 ha.", "60 ha", None),
]


@pytest.mark.parametrize(("text", "surface", "status"), CASES)
def test_plain_status(text: str, surface: str, status: Status | None) -> None:
    start = text.index(surface)
    assert read_plain_status(text, start, start + len(surface)) == status
