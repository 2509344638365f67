"""How near a number is meant: words before it, and distances, which are exact."""

import pytest

from nlp.components.quantity.lexicon import Language
from nlp.figures import extract_figures

CASES: list[tuple[Language, str, str]] = [
    ("vi", "Lớn gần gấp 1,6 lần.", "about"),
    ("vi", "Cao hơn mức 655 tỷ đồng.", "exact"),
    ("vi", "Vượt mức 655 tỷ đồng.", "at_least"),
    ("vi", "Tỷ lệ lấp đầy dao động quanh 78%.", "about"),
    ("vi", "Gần như 100% diện tích đã lấp đầy.", "about"),
    ("vi", "Hầu như 100% doanh nghiệp tham gia.", "about"),
    ("vi", "Chi cỡ 20 tỷ đồng.", "about"),
    ("vi", "Chi độ 20 tỷ đồng.", "about"),
    ("vi", "Chi đâu đó 20 tỷ đồng.", "about"),
    ("vi", "Nhiệt độ 20 độ C.", "exact"),
    ("vi", "Nồng độ 20 mg/l.", "exact"),
    ("vi", "Kích cỡ 20 cm.", "exact"),
    ("vi", "Cong trinh do 5 doanh nghiep lam.", "exact"),
    ("vi", "Khu co 20 doanh nghiep.", "exact"),
    ("vi", "Quá nửa số doanh nghiệp tham gia.", "at_least"),
    ("vi", "Hơn phân nửa số doanh nghiệp tham gia.", "at_least"),
    ("vi", "Chi quá 20 tỷ đồng.", "at_least"),
    ("vi", "Có ít ra 40 doanh nghiệp.", "at_least"),
    ("vi", "Chi không quá 20 tỷ đồng.", "at_most"),
    ("vi", "Không được vượt quá 20 mg/l.", "at_most"),
    # a distance
    ("vi", "Tiền điện cao hơn 300 triệu đồng so với năm ngoái.", "exact"),
    ("vi", "Tiền điện thấp hơn 300 triệu đồng so với dự toán.", "exact"),
    ("vi", "Xuất khẩu vượt 3 tỷ USD so với kế hoạch.", "exact"),
    ("vi", "Cao hơn 15% so với năm ngoái.", "exact"),
    ("en", "Bills were 300 million dong higher than last year.", "exact"),
    ("vi", "Lãi tăng nhanh hơn mức 12% của năm ngoái.", "exact"),
    ("vi", "Giá thuê nhỉnh hơn 5 USD/m2.", "exact"),
    ("vi", "Cao nhất trong 10 năm trở lại đây.", "exact"),
    ("vi", "Nằm trên tổng số 14 KCN.", "exact"),
    ("vi", "Dệt may hoạt động trên 150 ha.", "exact"),
    # verbs
    ("en", "The change brought about VND 451 million.", "exact"),
    ("en", "They talked about VND 451 million.", "about"),
    ("en", "Their value surpasses $740 million.", "at_least"),
    ("en", "Exports passed $3 billion.", "at_least"),
    ("en", "Supply went past 4 million m2.", "at_least"),
    ("en", "A brewery passes 25 tons to a feed mill.", "exact"),
    ("en", "The road crosses 3 districts.", "exact"),
    ("en", "They passed a $5 billion budget.", "exact"),
    ("en", "Rents start at $180.", "at_least"),
    ("vi", "Vốn vượt mốc 1 tỷ USD.", "at_least"),
    ("en", "It sells power under a 20-year agreement.", "exact"),
    ("vi", "Ngân hàng tài trợ tới 80% chi phí.", "at_most"),
    # a bound
    ("vi", "Tiền điện cao hơn 300 triệu đồng.", "at_least"),
    ("vi", "Tiền điện tăng hơn 300 triệu đồng so với năm ngoái.", "at_least"),
    ("en", "Bills were lower than 300 million dong.", "at_most"),
]


@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_modifier(language: Language, text: str, wanted: str) -> None:
    (figure,) = extract_figures(text, language)
    assert figure.modifier == wanted
