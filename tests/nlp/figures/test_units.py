"""Units, rates and counted things of both languages."""

import pytest

from nlp.components.quantity.lexicon import Language
from tests.nlp.figures.reading import values

Case = tuple[Language, str, list[str]]

MONEY: list[Case] = [
    ("vi", "Trả 3,2 tỷ won và 5 triệu nhân dân tệ.", ["3200000000 KRW", "5000000 CNY"]),
    ("vi", "Vốn điều lệ 300 tỷ VNĐ; 500.000đ/người.", ["300000000000 VND", "500000 VND/person"]),
    ("vi", "Tài trợ 1.821.800 USD và 2 triệu đô la Mỹ.", ["1821800 USD", "2000000 USD"]),
    (
        "en",
        "It took EUR1.7 million, CHF 3 million and 2.5 billion won.",
        ["1700000 EUR", "3000000 CHF", "2500000000 KRW"],
    ),
    ("en", "Amata made Bt932.20 million, Dong Nai US398.5 million.", ["932200000 THB", "398500000 USD"]),
    ("vi", "Lệ phí 500.000 đồng/hồ sơ, đã nhận 120 hồ sơ, đào 3 hồ.", ["500000 VND/dossier", "120 dossier", "3 lake"]),
    ("en", "Wages of $250 a month and $0.05/kWh.", ["250 USD/month", "0.05 USD/kWh"]),
    (
        "vi",
        "Giá 2.103 đồng/kWh; 9,5 tỷ đồng/ha; 0,5 USD/m2/năm.",
        ["2103 VND/kWh", "9500000000 VND/ha", "0.5 USD/m2/year"],
    ),
]
SIZES: list[Case] = [
    ("vi", "Rộng 1.000 m2, 2 km2, 35 nghìn mét vuông, 12 hecta, 300 héc-ta.",
     ["1000 m2", "2 km2", "35000 m2", "12 ha", "300 ha"]),
    ("vi", "Cao tốc dài 120 km, cảng sâu 15m, tàu 50.000 DWT.", ["120 km", "15 m", "50000 DWT"]),
    ("en", "A 500-hectare site with 2 kilometres of pipes.", ["500 ha", "2 km"]),
    ("en", "A boat of 6 ft 2 in.", ["6 foot"]),
    ("en", "A shelf of 5 million sq. kilometres.", ["5000000 km2"]),
    ("en", "PM10 of 177 µg/m³, water of 4.5 ML.", ["177 µg/m3", "4.5 ML"]),
]  # fmt: skip
PRICES: list[Case] = [
    # what is like a rent nearby is a rent; other money is not
    ("en", "Asking rents are $145 per sq.m, against $128 in 2023.", ["145 USD/m2", "128 USD/m2"]),
    ("en", "The land is $110 per square metre now. Last year it was $95.", ["110 USD/m2", "95 USD/m2"]),
    ("en", "Hanoi leads at USD 208 psm, ahead of Bac Ninh (USD 152).", ["208 USD/m2", "152 USD/m2"]),
    ("en", "Rents are $145 per sq.m; a ticket costs $2.", ["145 USD/m2", "2 USD"]),
    ("en", "Rents are $145 per sq.m; the road costs $200 million.", ["145 USD/m2", "200000000 USD"]),
    ("en", "Sludge goes for VND900 per kg, when chips cost VND1,350.", ["900 VND/kg", "1350 VND/kg"]),
    # a price beside what recurs
    ("vi", "Mỗi năm lò thải ra 126.000 tấn xỉ, chôn lấp với phí 140.000 đồng/tấn.", ["126000 t/year", "140000 VND/t"]),
    # the words behind a rate
    ("vi", "Nâng công suất lên 1.800 m3/ngày trước ngày 31/12/2025.", ["1800 m3/day"]),
    ("en", "It makes 220,000 tonnes of paper a year from waste paper.", ["220000 t/year"]),
    ("en", "It needs 220,000 tonnes a year from now.", ["220000 t"]),
]
SCALED_RATES: list[Case] = [
    ("en", "Power at 78 USD/MWh, coal of 99 kg/ktoe.", ["0.078 USD/kWh", "0.099 kg/toe"]),
    ("vi", "Giá 1,85 triệu đồng/MWh; 350.000 đồng/tạ; 0,66 kgCO2/kWh.",
     ["1850 VND/kWh", "3500 VND/kg", "0.00066 t CO2e/kWh"]),
    ("en", "120 USD/1,000 m2; 3.5 USD/100 kWh; 12 litres per 100 km.", ["0.12 USD/m2", "0.035 USD/kWh", "0.12 l/km"]),
    ("en", "It takes 3.4 kg of steam per kg of fabric and 12 litres of diesel per tonne.", ["3.4 kg/kg", "12 l/t"]),
    ("vi", "Cần 455 kWh trên một tấn sản phẩm, 12 kg hơi trên mỗi kg vải.", ["455 kWh/t", "12 kg/kg"]),
    ("vi", "Tốn 3,9 lít trên một lít bia, mục tiêu là 3,5 lít.", ["3.9 l/l", "3.5 l/l"]),
    ("vi", "Cấp phép 200 tấn rác/ngày song chỉ nhận 140 tấn.", ["200 t/day", "140 t/day"]),
    ("en", "- Saved every year: 4.4 million kWh, 20,800 m3 of water", ["4400000 kWh/year", "20800 m3/year"]),
    ("en", "They save VND22 billion a year along with 5 GWh and 69,000 m3.",
     ["22000000000 VND/year", "5000000 kWh/year", "69000 m3/year"]),
    ("en", "Use came down by 7 GWh per year, water by 200,000 m3.", ["7000000 kWh/year", "200000 m3/year"]),
    ("vi", "Ba máy đem lại 85.000 kWh, 138 triệu đồng và 72 tấn CO2 một năm.",
     ["3 machine", "85000 kWh/year", "138000000 VND/year", "72 t CO2e/year"]),
    ("en", "Saves 4.2 GWh/a and 12,400 tCO2e/a.", ["4200000 kWh/year", "12400 t CO2e/year"]),
    ("vi", "Nước 22 m3/ha.ngày đêm, xử lý 6.000 m3/ng/đêm.", ["22 m3/ha/day", "6000 m3/day"]),
    ("en", "Land at USD 208 psm, factories at 4.9 USD psm/month.", ["208 USD/m2", "4.9 USD/m2/month"]),
]  # fmt: skip
TRADE: list[Case] = [
    ("en", "5 Gcal, 1,200 Nm³/h, 120 mg/Nm³, 7 barg, 45 MWth, 1,500 kWac of panels, 350 refrigeration tons.",
     ["5 Gcal", "1200 m3/hour", "120 mg/m3", "7 bar", "45 MW", "1500 kW", "350 RT"]),
    ("en", "24 man-days and 45 person-days; 1.5 million tons CO₂e.", ["24 man-day", "45 man-day", "1500000 t CO2e"]),
    ("vi", "Vốn 217 trđ, cần 24 ngày công, 2/3 công suất; 35 lượt dự án.",
     ["217000000 VND", "24 man-day", "66.7 %", "35 project"]),
]  # fmt: skip
FLOWS: list[Case] = [
    ("en", "They took 889 options saving VND75 billion per year, and 600 m3 of water.",
     ["889 option", "75000000000 VND/year", "600 m3"]),
    ("vi", "Công suất 5.000 m³/ngày.đêm, nâng lên 10.000 m³/ngày đêm.", ["5000 m3/day", "10000 m3/day"]),
    ("vi", "Mỗi ngày nhà máy xả 2.000 m3 nước thải.", ["2000 m3/day"]),
    ("en", "It cuts water use by 2.9 million m3 a year.", ["2900000 m3/year"]),
    ("en", "A network of 35 tonnes of steam per hour.", ["35 t/hour"]),
    ("vi", "Vốn 25 triệu USD, mỗi năm làm 90.000 tấn vải.", ["25000000 USD", "90000 t/year"]),
    ("vi", "Sản lượng bình quân một năm gần 50 triệu m2 vải.", ["50000000 m2/year"]),
]  # fmt: skip
EMISSIONS: list[Case] = [
    ("vi", "Giảm 35 nghìn tấn CO2tđ, tức 12 ktCO2e.", ["35000 t CO2e", "12000 t CO2e"]),
    ("vi", "Giảm 1.250 tấn CO2/năm.", ["1250 t CO2e/year"]),
    (
        "en",
        "Some 23 ktCO2; 1.2 million tonnes of CO2 equivalent; 500 tCO2e.",
        ["23000 t CO2e", "1200000 t CO2e", "500 t CO2e"],
    ),
    ("en", "It reduces CO2 by 32,000 tonnes annually.", ["32000 t CO2e/year"]),
    ("en", "It burns 31,000 tonnes of coal less and cuts emissions by 74,000 tonnes.", ["31000 t", "74000 t CO2e"]),
]
SAID_APART: list[Case] = [
    ("en", "People earned VND17 million ($829) a year.", ["17000000 VND/year", "829 USD/year"]),
    ("en", "They get 220,000 dong ($9) more of basic pay a month.", ["220000 VND/month", "9 USD/month"]),
    ("en", "It spent VND5 billion ($200,000) last year.", ["5000000000 VND", "200000 USD"]),
    ("en", "Day by day the plant lets out 3,600 cubic metres.", ["3600 m3/day"]),
    ("en", "Exports should rise by 13 percent annually to 20 million USD.", ["13 %", "20000000 USD"]),
    ("vi", "Mỗi năm đỡ tốn 25 triệu kWh cho cả khu, tương đương bớt 18.000 tấn CO2.",
     ["25000000 kWh/year", "18000 t CO2e/year"]),
    ("vi", "Mỗi tháng thợ lĩnh 2,5 triệu đồng/người.", ["2500000 VND/person/month"]),
    ("vi", "Giá 180 USD/m2/kỳ thuê.", ["180 USD/m2"]),
    ("en", "He gets VND33,000 (US$1.73) per cubic meter.", ["33000 VND/m3", "1.73 USD/m3"]),
    ("en", "It makes 10 tonnes of instant and 6 tonnes of liquid coffee a year.", ["10 t/year", "6 t/year"]),
    ("en", "It makes 10 tonnes of instant and six tonnes of liquid coffee a year.", ["10 t/year", "6 t/year"]),
    ("vi", "Nâng lên 1.200 và 2.400 tấn/năm; 10 tấn phôi/1 năm.", ["1200 t/year", "2400 t/year", "10 t/year"]),
    ("vi", "Lương 8 triệu đồng/tháng/người, quan trắc 3 tháng/lần.", ["8000000 VND/person/month", "3 month"]),
    ("en", "It cuts 1,000 tons of CO₂ per year and makes 100 t/y.", ["1000 t CO2e/year", "100 t/year"]),
    ("en", "We eat 29 tonnes every year; 10 tonnes of this come from mills.", ["29 t/year", "10 t/year"]),
    ("en", "It brews 50 litres a year and is to be enlarged to 100 litres.", ["50 l/year", "100 l/year"]),
    ("vi", "Công suất từ 3 tấn thành 4 tấn/năm.", ["3 t/year", "4 t/year"]),
    ("en", "About 150 tons reach the site every day from all corners.", ["150 t/day"]),
    ("en", "It sells 3.5 billion kilowatt/hours at 5.8 US cents per kWh.", ["3500000000 kWh", "0.058 USD/kWh"]),
]  # fmt: skip
ENERGY: list[Case] = [
    ("vi", "Tiết kiệm 2.500 MWh điện/năm.", ["2500000 kWh/year"]),
    (
        "en",
        "It uses 22,000 MWh/year, 140 TJ, 3.5 GWh and 12 TOE.",
        ["22000000 kWh/year", "140 TJ", "3500000 kWh", "12 toe"],
    ),
    ("en", "Panels of 50 MWp and a 560 kVA generator.", ["50 MW", "560 kVA"]),
    ("vi", "Ở 35 độ C, 6 bar, 220kV.", ["35 °C", "6 bar", "220 kV"]),
    ("en", "The kiln burns 3.2 GJ/t at 1,450°C; the limit is 50 mg/l.", ["3.2 GJ/t", "1450 °C", "50 mg/l"]),
]
COUNTS: list[Case] = [
    ("en", "It weighs 265 pounds; the fine was 5,000 pounds.", ["265 pound", "5000 GBP"]),
    ("en", "Two dozen interviews and more than 500 documents.", ["24 interview", "500 document"]),
    ("en", "Some 10 people use it more than twice a week.", ["10 person"]),
    ("en", "They cost 699, 749 and 849 euros.", ["699 EUR", "749 EUR", "849 EUR"]),
    ("vi", "Dự án có 3 hợp phần và 72 cơ hội cộng sinh.", ["3 component", "72 opportunity"]),
    ("vi", "Có 18 nhà đầu tư, 3.000 người, 200 kỹ sư.", ["18 investor", "3000 person", "200 engineer"]),
    ("vi", "Sản lượng 3 triệu sản phẩm/năm; 20.000 TEU.", ["3000000 product/year", "20000 TEU"]),
    (
        "en",
        "It has 7 biogas digesters, 11 industrial parks and 1,000 jobs.",
        ["7 digester", "11 industrial park", "1000 job"],
    ),
    ("en", "A 20-person team met 4 quizzical zeppelins.", ["20 person", "4 zeppelin"]),
]


SHORT_FORMS: list[Case] = [
    ("en", "It uses 150,000 cubic mtr less a year on 250 sq mtr, with 3,000 cu mtr of tanks and 400 mtr of pipes.",
     ["150000 m3/year", "250 m2", "3000 m3", "400 m"]),
    ("en", "It helped 420 SMEs and 30 FIEs in the 12 VSIPs and 5 KCNs.",
     ["420 enterprise", "30 enterprise", "12 industrial park", "5 industrial park"]),
    ("en", "Rent: 70-90USD/m 2 (by place); 1 800 m 3 per day.", ["70..90 USD/m2", "1800 m3/day"]),
    ("en", "Width of the roads: 20m - 30m\n2) Water: 900 m3", ["20..30 m", "900 m3"]),
    ("vi", "Lắp 350 số điện thoại, dùng 350 số điện.", ["350 phone number", "350 kWh"]),
    ("vi", "Cấp 9.000m3 ngày đêm; trên 24,5 ha, máy chạy suốt ngày đêm.", ["9000 m3/day", "24.5 ha"]),
    ("vi", "Có 12 lượt góp vốn, 40 lượt khách; phạt vì 3 thông số; chia thành 4 thành phần.",
     ["12 contribution", "40 visit", "3 parameter", "4 component"]),
    ("en", "Smoke of 700 cars driven for a year; support of 300 million VND/a project, 5 t/a.",
     ["700 vehicle", "1 year", "300000000 VND", "5 t/year"]),
]  # fmt: skip
SHARED_YEARS: list[Case] = [
    ("en", "They could save 5m cubic metres of water and curb 620,300 tonnes of CO2 annually.",
     ["5000000 m3/year", "620300 t CO2e/year"]),
    ("en", "3 GWh of power, 17,000 m3 of water, 600,000 USD, and 71 tons of CO2 are expected to be saved annually.",
     ["3000000 kWh/year", "17000 m3/year", "600000 USD/year", "71 t CO2e/year"]),
    ("en", "Use fell by 96,000 kWh, worth VND80 million per year. Coal fell by 90 tonnes, which saves $9,000 per year.",
     ["96000 kWh/year", "80000000 VND/year", "90 t/year", "9000 USD/year"]),
    # what a rate of others does not count for
    ("en", "They built a tank of 600 m3, and they pump 40,000 m3 annually.", ["600 m3", "40000 m3/year"]),
    ("en", "They put $5 million in the mill and save 900 tonnes a year.", ["5000000 USD", "900 t/year"]),
    ("vi", "Tới nay đã tiết kiệm 4.000 m3 nước và cắt 300 tấn than mỗi năm.", ["4000 m3", "300 t/year"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        *SHORT_FORMS,
        *SHARED_YEARS,
        *MONEY,
        *SIZES,
        *PRICES,
        *SCALED_RATES,
        *TRADE,
        *FLOWS,
        *EMISSIONS,
        *SAID_APART,
        *ENERGY,
        *COUNTS,
    ],
)
def test_unit(language: Language, text: str, wanted: list[str]) -> None:
    assert values(language, text) == wanted
