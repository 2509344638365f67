"""What a figure asserts: the predicate of its words."""

import pytest

from config.predicates import OTHER, Predicate
from config.schema import Figure
from nlp.components.quantity.lexicon import Language
from nlp.facts.meaning import Meanings
from nlp.figures import extract_figures
from tests.nlp.facts.reading import VOCABULARY

MEANINGS = Meanings(VOCABULARY)


def mean(text: str, language: Language) -> list[tuple[Figure, str]]:
    figures = extract_figures(text, language)
    return [(figure, MEANINGS.choose(figure, text, 0, len(text), figures)[0]) for figure in figures]


@pytest.mark.parametrize("predicate", VOCABULARY.predicates, ids=lambda predicate: predicate.id)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_each_example_yields_its_predicate(predicate: Predicate, language: Language) -> None:
    found = mean(getattr(predicate.examples, language), language)
    assert predicate.id in [meaning for _, meaning in found]


ASKED_FOR = (
    "area leasable_area occupancy investment registered_capital disbursed_capital land_price jobs tenants projects "
    "energy_saved water_saved money_saved emissions_avoided waste_reused flow_exchanged wastewater_capacity "
    "solar_capacity "
    "power_capacity output revenue export tax participants_trained solutions_identified solutions_implemented"
).split()


@pytest.mark.parametrize("wanted", ASKED_FOR)
def test_the_vocabulary_holds_what_analysts_ask_for(wanted: str) -> None:
    predicate = VOCABULARY.by_id[wanted]
    assert predicate.names.en and predicate.names.vi and predicate.definition.endswith(".")


SENTENCES: list[tuple[Language, str, list[str]]] = [
    ("en", "The park covers 351 ha, of which 240 ha are for lease.", ["area", "leasable_area"]),
    (
        "en",
        "Assessments were made for 16 rice plants and 10 companies.",
        ["enterprises_assessed", "enterprises_assessed"],
    ),
    ("en", "It saves 1.1 million kWh a year, worth over $80,000 in savings.", ["energy_saved", "money_saved"]),
    ("en", "It paid 3 million USD (75 billion VND) of taxes.", ["tax", "tax"]),
    ("en", "It sold 12 per cent more goods than in 2018; the full-year target was beaten by 1%.", ["growth", "other"]),
    (
        "en",
        "They found 889 options, 429 of which the firms have carried out.",
        ["solutions_identified", "solutions_implemented"],
    ),
    (
        "vi",
        "Đã tìm ra 300 giải pháp, 118 trong số đó đã được áp dụng.",
        ["solutions_identified", "solutions_implemented"],
    ),
    ("vi", "Nhà đầu tư góp 569 tỷ đồng, còn lại là vốn vay.", ["charter_capital"]),
    ("vi", "Khu nhận 36.785 lao động, trong đó nữ 71%.", ["jobs", "share_of"]),
    ("en", "One in three enquiries names solar.", ["share_of"]),
    ("vi", "Tỷ lệ lấp đầy còn 75% (mất 6 đpt), nhà xưởng lấp đầy 85%.", ["occupancy", "decline", "occupancy"]),
    ("vi", "Đường ống bớt thải ra 111 tấn CO2; lò cũ thải ra 900 tấn CO2.", ["emissions_avoided", "emissions"]),
    ("vi", "Cả năm miền Bắc tiêu thụ 390 ha.", ["leasable_area"]),
    ("en", "Green land takes up 15%; the plan got $3 million in co-financing.", ["share_of", "loan"]),
    ("vi", "Có 12.000 m3 nước thải được tái sử dụng mỗi tháng.", ["waste_reused"]),
    ("vi", "Nông dân ký hợp đồng tiêu thụ cho 90 ha lúa.", ["area"]),
    ("en", "It earned over $30 million from exports.", ["export"]),
    ("en", "32 opportunities wait; if realised they help.", ["solutions_identified"]),
    ("en", "The works spend $24 million a year less on water.", ["money_saved"]),
    ("en", "The plant (6,000 m3/day) treats wastewater that may go to cooling.", ["other"]),
    ("vi", "Khu đã thu hút 45 dự án, tạo việc làm cho 9.000 lao động.", ["projects", "jobs"]),
    ("en", "The wastewater treatment plant has a capacity of 20,000 m3 per day.", ["wastewater_capacity"]),
    ("vi", "Trạm xử lý nước thải của khu có công suất 20.000 m3/ngày đêm.", ["wastewater_capacity"]),
    ("en", "The plant has a capacity of 20,000 tonnes of steel a year.", ["output"]),
    ("vi", "Vốn đăng ký 12 tỷ USD, vốn thực hiện 5 tỷ USD.", ["registered_capital", "disbursed_capital"]),
    ("vi", "Doanh thu 740 triệu USD, xuất khẩu 225 triệu USD.", ["revenue", "export"]),
    ("en", "Amata City emits 52,000 tCO2e and consumes 86 GWh of electricity.", ["emissions", "energy_used"]),
    ("vi", "Khu thải ra 52.000 tấn CO2, tiêu thụ 320.000 m3 nước.", ["emissions", "water_used"]),
    ("en", "It cut electricity use from 12.5 GWh to 10.8 GWh.", ["energy_used", "energy_used"]),
    (
        "vi",
        "Tiết kiệm 3 triệu kWh/năm, 95.000 m3 nước/năm, 2.450 tấn CO2/năm, tương đương 7 tỷ đồng/năm, vốn 11 tỷ đồng.",
        ["energy_saved", "water_saved", "emissions_avoided", "money_saved", "investment"],
    ),
    ("vi", "Tỷ lệ lấp đầy tăng từ 68% lên 75%.", ["occupancy", "occupancy"]),
    ("en", "LPG: 45 tonnes saved; CO2 cut: 1,020 tonnes.", ["energy_saved", "emissions_avoided"]),
    ("en", "It cut them by 20 %, and saved 45 tonnes.", [OTHER, OTHER]),
    ("vi", "Xuất khẩu giảm 12% so với cùng kỳ, doanh thu tăng 5% so với năm trước.", ["decline", "growth"]),
    ("en", "Revenue rose 12 per cent and profit fell 3 per cent.", ["growth", "decline"]),
    ("en", "The park reused 0.9 million cubic metres of wastewater.", ["waste_reused"]),
    ("vi", "Tỷ lệ lấp đầy trên đất thu hồi đạt 98,4%; COD của KCN là 450 mg/l.", ["occupancy", OTHER]),
    ("vi", "Lợi nhuận sau thuế đạt 118 tỷ đồng, tổng ngân sách 2,1 triệu CHF.", ["profit", "investment"]),
    (
        "en",
        "It is 80% full and rents 57.9 ha; wages are VND 10 million a month.",
        ["occupancy", "leasable_area", OTHER],
    ),
]


SENTENCES += [
    # a cue right before the next figure is that figure's
    ("en", "The park lies on 245 ha and has cleared 193 ha so far.", ["area", "cleared_area"]),
    # the thing counted says less than what was done for it
    (
        "vi",
        "Dự án đã đánh giá hiệu quả tài nguyên và sản xuất sạch hơn cho 94 doanh nghiệp.",
        ["enterprises_assessed"],
    ),
    # a part of a whole
    ("en", "The programme trained 1,038 people, 40% of them from parks.", ["participants_trained", "share_of"]),
    ("vi", "Điện mặt trời có thể đáp ứng 22% nhu cầu của khu.", ["share_of"]),
    # families are no tenants
    ("vi", "Mùi hôi ảnh hưởng tới 120 hộ dân.", [OTHER]),
    ("en", "Modules sold were 22 per cent less than in 2024.", ["decline"]),
    ("en", "Rice husk replaces 9,700 tonnes of coal annually.", ["energy_saved"]),
]


SENTENCES += [
    # a level is no change, and what it is compared with means the same
    ("en", "By June 73% of the land was leased, against 61% a year before.", ["occupancy", "occupancy"]),
    ("en", "Occupancy slipped by 1.4 percentage points to 79.6%.", ["decline", "occupancy"]),
    ("en", "Exports rose 12 per cent, compared with 8 per cent in 2022.", ["growth", "growth"]),
    ("en", "Vacancy fell from 12% to 9%, and rents rose 3%.", [OTHER, OTHER, "growth"]),
    ("vi", "Tỷ lệ lấp đầy giảm 1,2 điểm phần trăm, xuống 89%.", ["decline", "occupancy"]),
    ("vi", "Giá đất tăng từ 5 đến 7% mỗi năm.", ["growth"]),
    ("vi", "Các khu thải ra 6.100 m3 nước thải, so với 5.800 m3 năm ngoái.", ["waste_generated", "waste_generated"]),
    # a cue in the next figure's clause is that figure's
    ("en", "It has 687 ha, of which leased are 418 ha.", ["area", "leasable_area"]),
    ("vi", "Khu có 247 ha, phần đất cho thuê được là 171,5 ha.", ["area", "leasable_area"]),
    ("en", "It got VND 87 trillion (as of May) of registered capital and 700 workers.", ["registered_capital", "jobs"]),
    # a unit written together with its number
    ("en", "Eleven factories carry 27.4MWp in all.", ["tenants", "solar_capacity"]),
    # what is no predicate
    ("vi", "Lợi nhuận sau thuế đạt 118 tỷ đồng, cổ tức 15%.", ["profit", OTHER]),
    ("en", "The bank lends at an interest rate of 5.1 percent.", [OTHER]),
    ("en", "The department fined six companies.", [OTHER]),
    ("en", "Energy makes up 30% of the cost, and firms may get up to 50% of it back.", ["share_of", "share_of"]),
    ("vi", "Vốn trong nước giảm 8,7%, linh kiện điện tử giảm 5%.", ["decline", "decline"]),
    ("vi", "Nhà máy giảm 12% điện năng, giảm 9% nước sạch.", ["energy_saved", "water_saved"]),
    ("en", "The hall of Dung Quat has 1,080 cubic metres.", [OTHER]),
    ("vi", "Doanh thu dat 740 trieu USD, xuat khau 225 trieu USD.", ["revenue", "export"]),
    ("vi", "Doanh thu đạt 108% kế hoạch năm.", [OTHER]),
    ("en", "Papers are dealt with 20 percent faster.", ["growth"]),
    ("en", "The $60 million plant makes 9 million printers a year.", ["investment", "output"]),
]


SENTENCES += [
    # a share beside its whole
    ("en", "More than 90 per cent of the board agreed; 45 percent are Japanese.", ["share_of", "share_of"]),
    ("en", "It stood at 19%, and at 25% in 2010.", [OTHER, OTHER]),
    ("vi", "Xưởng dùng 100% năng lượng tái tạo, lấy 60% giá thành.", ["share_of", "share_of"]),
    ("vi", "Trong tổng vốn, chủ đầu tư lo 3.210 tỷ đồng (15%).", ["investment", "share_of"]),
    ("vi", "Cá sống 83% trong mùa khô.", [OTHER]),
    # land taken, lent money, sales, savings in other words
    ("vi", "Khu đã kín 92%, mở bán 30 ha.", ["occupancy", "leasable_area"]),
    ("en", "In all, 73% of the plots have been taken up.", ["occupancy"]),
    ("en", "Net absorption came to 71 ha; 340,000 sq m of factory space came on stream.", ["leasable_area"] * 2),
    ("en", "The bank lent $22 million, and it sold shoes for $48 million.", ["loan", "revenue"]),
    ("vi", "Quỹ cho vay 3 tỷ đồng, công ty bỏ ra 5 tỷ đồng và thu về 9 tỷ đồng.", ["loan", "investment", "revenue"]),
    ("en", "It paid VND 418 billion to the State for feeding the grid.", ["tax"]),
    ("vi", "Hóa đơn nhẹ đi 23 tỷ đồng, nhà máy giữ lại được 2 tỷ đồng.", ["money_saved", "money_saved"]),
    ("en", "Water intake shrank by 63,500 m3; it took in 138,000 m3 of water.", ["water_saved", "water_used"]),
    ("en", "CO2 fell; 164,000 tonnes of CO2 stays out of the sky.", ["emissions_avoided"]),
    ("vi", "Lò thải ra ít hơn 11.000 tấn CO2.", ["emissions_avoided"]),
    (
        "vi",
        "Giá thuê đắt thêm 1,5%, lấp đầy lùi 0,7 điểm phần trăm, lợi nhuận hụt 2,1%.",
        ["growth", "decline", "decline"],
    ),
    # programmes
    ("en", "Of 33 options found, 22 were put in place.", ["solutions_identified", "solutions_implemented"]),
    ("vi", "Có 412 cơ hội được liệt kê, 187 đã đi vào thực tế.", ["solutions_identified", "solutions_implemented"]),
    ("vi", "Lớp học thu hút 200 kỹ sư.", ["participants_trained"]),
    ("en", "RECP checks were made at 20 tenants.", ["enterprises_assessed"]),
    # plants, flows and panels
    (
        "vi",
        "Trạm có công suất 4.000 m3/ngày; nhà máy nước 20.000 m3/ngày.",
        ["wastewater_capacity", "water_supply_capacity"],
    ),
    ("en", "A module of 2,500 m3/day will follow.", ["wastewater_capacity"]),
    ("vi", "Nồi hơi bán cho láng giềng 38 tấn hơi/giờ.", ["flow_exchanged"]),
    ("vi", "Khu phát sinh 96.000 tấn xỉ, tái chế 300 tấn bùn.", ["waste_generated", "waste_reused"]),
    ("vi", "Pin mặt trời có công suất 18 MWp.", ["solar_capacity"]),
    ("vi", "Khu dùng 11.600 m3 nước mỗi ngày.", ["water_used"]),
]


SENTENCES += [
    # what is told of a part is not told of the whole
    ("en", "It needs $60 million: $21 million in loans, the rest later.", ["investment", "loan"]),
    ("en", "In the quarter 61 ha were absorbed, 30 ha of it in June.", ["leasable_area", "leasable_area"]),
    ("en", "It has a 10,000 m3/day plant.", ["wastewater_capacity"]),
    ("en", "We sit on 411ha, of which 287ha can be leased.", ["area", "leasable_area"]),
    # savings in a row, and a figure compared over a rate
    ("en", "Savings amount to 341,000 m3 of water and US$3.3 million.", ["water_saved", "money_saved"]),
    ("en", "It saved 5 GWh, and invested US$3 million.", ["energy_saved", "investment"]),
    ("en", "Heat pumps displace 40,000 litres of diesel.", ["energy_saved"]),
    (
        "vi",
        "Lợi nhuận là 367 tỷ đồng, thấp hơn 4,1% so với mức 383 tỷ đồng năm trước.",
        ["profit", "decline", "profit"],
    ),
    # the counted thing in front, or said before
    ("en", "It signed 11 lease contracts for 23.8 hectares.", [OTHER, "leasable_area"]),
    ("en", "The goal is 5,000 new jobs; so far 2,240 were created.", ["jobs", "jobs"]),
    # words that only hold a cue
    ("vi", "Ngành công nghiệp dùng xấp xỉ 51% điện cả nước.", ["share_of"]),
    ("vi", "Công ty phát triển hạ tầng rót 5 tỷ đồng, điện mặt trời phát 8 triệu kWh.", ["investment", "output"]),
]


SENTENCES += [
    # signs, and what stands between a figure and its words in brackets
    ("en", "Revenue: VND 900 billion (+8% YoY), rents: -0.4%.", ["revenue", "growth", "decline"]),
    ("vi", "Lợi nhuận 40 tỷ đồng (-5,2%).", ["profit", "decline"]),
    ("en", "- 40% women", ["share_of"]),
    (
        "en",
        "Of 90 options found, 61 (68%) were adopted.",
        ["solutions_identified", "solutions_implemented", "share_of"],
    ),
    ("en", "Revenue is put at $3 billion (up 31%), exports at $2 billion.", ["revenue", "growth", "export"]),
    ("vi", "Giai đoạn 1 (140 ha) đã xong, đất cho thuê coi như kín.", ["area"]),
    ("en", "Absorption was led by Hai Phong (52 ha).", ["leasable_area"]),
    # a longer cue speaks for itself
    ("en", "It makes up 50% of pre-tax profit.", ["share_of"]),
    ("vi", "Khu đã cho thuê 190 ha; một nhà máy bị phạt 90 triệu đồng.", ["leasable_area", "fine"]),
    # capital
    ("vi", "Có 12 dự án nâng vốn, thêm 150 triệu USD.", ["projects", "registered_capital"]),
    ("en", "The storm left damage of $40 million; deposits came to $9 million.", [OTHER, OTHER]),
    ("vi", "LNST đạt 40 tỷ đồng, dư nợ 900 tỷ đồng, thu phí được 60 tỷ đồng.", ["profit", "loan", "tax"]),
    # land let, land cleared
    ("en", "It let 17 ha last year, and 41 ha are vacant.", ["leasable_area", "leasable_area"]),
    ("vi", "Mới giải phóng được 150 ha; đất cho thuê đạt 77%.", ["cleared_area", "occupancy"]),
    ("en", "The province is to hand over 600 ha in May.", ["cleared_area"]),
    # people
    ("en", "Around 43,000 people work there; workshops were held for 60 people.", ["jobs", "participants_trained"]),
    ("en", "The park has two treatment plants.", [OTHER]),
    ("en", "28 enterprises of the park had themselves assessed.", ["enterprises_assessed"]),
]


SENTENCES += [
    # savings told as less, in lists, and of what is no fuel
    (
        "en",
        "The measures bring down use by 22,000 MWh of electricity and 60,000 m3 of water.",
        ["energy_saved", "water_saved"],
    ),
    ("en", "Mill: 41,000 kWh and 18,600 m3 of water less each year.", ["energy_saved", "water_saved"]),
    ("en", "Exports were 22 per cent less than in 2023.", ["decline"]),
    (
        "vi",
        "Họ tiết kiệm 5 triệu kWh điện, 40.000 m3 nước và 2.100 tấn hóa chất.",
        ["energy_saved", "water_saved", OTHER],
    ),
    ("vi", "Khí nhà kính hạ 92 tấn CO2; khí sinh học thế chỗ 540 tấn dầu.", ["emissions_avoided", "energy_saved"]),
    ("vi", "Khu thu lợi 24 tỷ đồng; nhà thầu rút bớt 6 tỷ đồng.", ["money_saved", OTHER]),
    ("en", "It cost an investment of $2 million and savings of $1 million came.", ["investment", "money_saved"]),
    # wastewater that comes, goes and is used again
    (
        "en",
        "The old plant receives 650 m3 a day, and inflows reach 900 m3 a day.",
        ["waste_generated", "waste_generated"],
    ),
    ("vi", "Nước sau xử lý tưới cây, rửa đường khoảng 1.100 m3/ngày.", ["waste_reused"]),
    ("en", "The mill recovers 1,350 m3 a day.", ["waste_reused"]),
    # energy, panels
    ("en", "Tenants bought 2 billion kWh; the parks could host 12 GWp.", ["energy_used", "solar_capacity"]),
    # what goes on telling of the same
    ("vi", "Hấp thụ ròng đạt 246 ha, chủ yếu từ KCN Yên Lệnh với 75 ha.", ["leasable_area", "leasable_area"]),
    ("vi", "Luxshare dùng hơn 14.000 công nhân, Everwin 4.300 người.", ["jobs", "jobs"]),
]


SENTENCES += [
    # the words of one line are not those of the next
    (
        "en",
        "Area: 300 ha\nLand for lease: 210 ha\nWater supply: 20,000 m3/day\nWastewater treatment: 8,000 m3/day",
        ["area", "leasable_area", "water_supply_capacity", "wastewater_capacity"],
    ),
    (
        "en",
        "Electricity: 22,000 MWh saved\nFresh water: over 60,000 m3\nFuel: 140 TJ",
        ["energy_saved", "water_saved", "energy_saved"],
    ),
    ("vi", "Tiết kiệm điện: 5.000 kWh\nTiêu thụ điện: 60.000 kWh", ["energy_saved", "energy_used"]),
    ("vi", "Mỗi năm tiết kiệm nước 30.000 m3, tiết kiệm năng lượng tới 12%.", ["water_saved", "energy_saved"]),
    # comparisons behind a share, foreign capital
    ("en", "Rents were 9% higher than in May; it uses one third less than before.", ["growth", "decline"]),
    ("vi", "Trên 70 doanh nghiệp, 65% là FDI.", ["tenants", "share_of"]),
    (
        "vi",
        "Tỷ lệ lấp đầy trên đất đã thu hồi 67,9%; nước: nhà máy 5.000 m3/ngày.",
        ["occupancy", "water_supply_capacity"],
    ),
    (
        "en",
        "Registered, FDI: USD 900 million.",
        ["registered_capital"],
    ),
]


SENTENCES += [
    # turnover of exports, capital registered, what is generated
    ("en", "Export turnover of the firms reached $6 billion; revenue was $9 billion.", ["export", "revenue"]),
    ("en", "It has total registered investment capital of $1 billion.", ["registered_capital"]),
    ("en", "It is to generate $30 million in annual revenue.", ["revenue"]),
    ("en", "About 5,000 tonnes of waste are generated daily.", ["waste_generated"]),
    ("en", "They exchange 12,000 tonnes of by-products.", ["flow_exchanged"]),
    ("vi", "Chương trình giúp 72 doanh nghiệp tiết kiệm điện.", ["enterprises_assessed"]),
    # land and other land
    ("en", "The 300-hectare park has 180 hectares for lease.", ["area", "leasable_area"]),
    ("vi", "Khu có 350 ha đất công nghiệp, đất cây xanh 60 ha.", ["leasable_area", "area"]),
    # a turn in the sentence
    ("en", "Revenue dropped 12% to $900 million, while net profit rose 5%.", ["decline", "revenue", "growth"]),
    ("en", "In 2020 and 2021 it had 12 ha and 15 ha leased.", ["leasable_area", "leasable_area"]),
]


SENTENCES += [
    # leasing rates, and the rest of a row in brackets
    (
        "en",
        "High leasing rates: Long Son (98 percent), An Hoa (92 percent), Tan Loc (71 percent) and Phu (55 percent).",
        ["occupancy"] * 4,
    ),
    ("en", "The fill-up rate is 64%, and 3,200 hectares remain available.", ["occupancy", "leasable_area"]),
    ("en", "It pays 17 percent of the full project cost.", ["share_of"]),
    # use that is cut is saved, and so is what a verb behind a list says
    ("en", "The mill slashed its energy consumption by 4 million kWh.", ["energy_saved"]),
    ("en", "Its energy consumption is 4 million kWh, its water consumption 900 m3.", ["energy_used", "water_used"]),
    ("en", "It helps to reduce the consumption of some 90 thousand m3 of water.", ["water_saved"]),
    ("vi", "Xưởng tiết giảm được lượng điện sản xuất gần 4 triệu kWh/năm.", ["energy_saved"]),
    ("vi", "Lượng điện sản xuất là 4 triệu kWh/năm.", ["output"]),
    ("vi", "Mỗi năm xưởng bớt dùng 40.000 m3 nước.", ["water_saved"]),
    (
        "en",
        "About 3 million kWh of electricity, 15 thousand m3 of water and 500,000 USD are to be saved yearly.",
        ["energy_saved", "water_saved", "money_saved"],
    ),
    ("en", "It used 3 million kWh of electricity and 900 m3 of water.", ["energy_used", "water_used"]),
    ("en", "The works saves the costs of buying water of $21,000 a year.", ["money_saved"]),
    # fuel by weight
    ("en", "The boiler burns 25 tonnes of coal a day.", ["energy_used"]),
    ("vi", "Xưởng tiêu thụ 25,5 kg dầu FO mỗi mẻ; thuê 300 m2.", ["energy_used", "leasable_area"]),
    ("en", "The mill uses 300 tonnes of cotton a year.", [OTHER]),
    ("en", "Burnt husk takes the place of coal; 40 tonnes of coal were saved.", ["energy_saved"]),
    # what a whole country makes, how far a limit is passed, duties, plans
    ("vi", "GRDP đạt 96 nghìn tỷ đồng (3,7 tỷ USD), vốn đầu tư 2 tỷ USD.", [OTHER, OTHER, "investment"]),
    ("en", "The gross domestic product was $20 billion.", [OTHER]),
    ("en", "Dust was 5 times higher than the standard and exceeded the limit 4 times.", [OTHER, OTHER]),
    ("vi", "Bụi vượt quy chuẩn 3 lần; doanh thu gấp 3 lần năm ngoái.", [OTHER, "growth"]),
    ("vi", "Số mẫu vượt quy chuẩn giảm một nửa.", ["decline"]),
    ("en", "The duty on tiles is 12 per cent; exporters fear a 15 per cent tariff.", [OTHER, OTHER]),
    ("en", "Sales were up 8% year on year, achieving 31% of the annual plan.", ["growth", OTHER]),
    ("en", "A wharf for ships with a tonnage of 15,000 tons.", [OTHER]),
    # programmes, goods by the litre and the metre
    ("en", "The scheme was rolled out at 45 factories.", ["enterprises_assessed"]),
    ("vi", "Nhà máy nước ép có công suất 200.000 lít/ngày.", ["output"]),
    ("en", "It has a capacity of 2 million metres of cloth a year, 300 m from the road.", ["output", "distance"]),
    # changes
    ("en", "Rents were increasing by 3.0% h-o-h and 6.1% y-o-y.", ["growth", "growth"]),
    ("vi", "Tỷ lệ lấp đầy 71% với mức cải thiện 11%.", ["occupancy", "growth"]),
    ("vi", "Doanh thu hơn cùng kỳ 4%, lợi nhuận thấp hơn cùng kỳ 6%.", ["growth", "decline"]),
    ("vi", "Tận dụng gas, giảm tiêu hao năng lượng từ 2% trở lên.", ["energy_saved"]),
    ("vi", "Hãng giảm 25% phát thải và sử dụng 100% nguyên liệu xanh.", ["emissions_avoided", "share_of"]),
    ("vi", "Trong quá trình thực hiện, 05 cơ hội được xác định.", ["solutions_identified"]),
    # donors, goods sold abroad, waste that arises, a whole told on both sides of its part
    ("en", "The fund got $90 million from the World Bank, CHF 2 million from SECO.", ["loan", "loan"]),
    ("en", "Its tenants exported goods worth $1.2 billion and own goods worth $3 billion.", ["export", "investment"]),
    ("vi", "Lò sinh ra 9.000 tấn xỉ mỗi năm, tái chế 300 tấn.", ["waste_generated", "waste_reused"]),
    ("en", "Biomass boilers and ash bricks: waste covers 40% of its demand.", ["share_of"]),
    ("en", "It recycles 40% of its sludge.", ["waste_reused"]),
]


@pytest.mark.parametrize(("language", "text", "wanted"), SENTENCES)
def test_the_nearest_words_decide(language: Language, text: str, wanted: list[str]) -> None:
    assert [meaning for _, meaning in mean(text, language)] == wanted


def test_what_fits_none_is_other_and_keeps_its_item() -> None:
    ((figure, meaning),) = mean("The hall has seven columns.", "en")
    assert meaning == OTHER
    assert figure.unit == "column"


@pytest.mark.parametrize(
    ("language", "header", "cell", "predicate"),
    [
        ("en", "Water saved (m3/year)", "1,200 m3", "water_saved"),
        ("vi", "Tỷ lệ lấp đầy (%)", "72%", "occupancy"),
        ("vi", "Công suất xử lý nước thải", "6.000 m3/ngày", "wastewater_capacity"),
        ("en", "Remark", "7 zebras", OTHER),
    ],
)
def test_a_header_says_what_its_column_means(language: Language, header: str, cell: str, predicate: str) -> None:
    (figure,) = extract_figures(cell, language)
    assert MEANINGS.choose_in_column(figure, header)[0] == predicate
