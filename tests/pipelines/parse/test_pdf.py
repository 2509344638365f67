import io

from pypdf import PdfReader, PdfWriter

from pipelines.parse import page_from_file, parse_page, read_text
from tests.pipelines.parse.making import make_page, reasons
from tests.pipelines.parse.pdfs import make_pdf

HEAD = "Báo cáo khu công nghiệp sinh thái"
PAGES = [
    [HEAD, "Khu công nghiệp Suối Ngọc tiết kiệm nước", "12/03/2024", ("Khu công nghiệp Suối Ngọc dùng lại "
    "1.480 m3 nước mỗi ngày nhờ trạm xử lý"),
     "mới đặt cạnh hồ điều hòa, theo báo cáo của ban quản lý.", "Kết quả đo", ("Mười bốn doanh nghiệp đã lắp "
     "đồng hồ riêng và ghi số liệu hằng giờ, nhờ"),
     "đó phát hiện rò rỉ sớm và giảm thất thoát còn bốn phần trăm.", "Trang 1"],
    [HEAD, "Giai đoạn hai sẽ nối thêm sáu nhà máy ở phía bắc vào cùng một đường ống", ("nước tái sử dụng, "
    "với vốn của chủ đầu tư hạ tầng."), "Trang 2"],
    [HEAD, "Ban quản lý cho biết mô hình sẽ được giới thiệu với các khu lân cận.", "Trang 3"],
]  # fmt: skip


def test_pdf_is_one_article_with_joined_lines_and_without_heads_and_feet() -> None:
    (article,) = parse_page(
        make_page(make_pdf(PAGES), "https://a.example.vn/files/report.pdf", "application/pdf")
    ).articles
    assert article.title == "Khu công nghiệp Suối Ngọc tiết kiệm nước"
    assert article.published is not None
    assert article.published.day.isoformat() == "2024-03-12"
    assert [(block.kind, block.text) for block in article.blocks] == [
        ("paragraph", f"{PAGES[0][3]} {PAGES[0][4]}"),
        ("heading", "Kết quả đo"),
        ("paragraph", f"{PAGES[0][6]} {PAGES[0][7]}"),
        ("paragraph", f"{PAGES[1][1]} {PAGES[1][2]}"),
        ("paragraph", PAGES[2][1]),
    ]


def test_title_of_the_information_wins_when_it_is_one() -> None:
    page = make_page(make_pdf(PAGES[1:], "A report on water reuse"), "https://a.example.vn/r.pdf", "application/pdf")
    assert parse_page(page).articles[0].title == "A report on water reuse"
    page = make_page(make_pdf(PAGES, "Microsoft Word - final.docx"), "https://a.example.vn/r.pdf", "application/pdf")
    assert parse_page(page).articles[0].title == PAGES[0][1]


def test_title_that_is_broken_over_two_lines_is_not_read_again() -> None:
    lines = [
        "Báo cáo",
        "Nước dùng lại ở khu",
        "công nghiệp Suối Ngọc",
        "Trạm nước trả lại 1.480 m3 mỗi ngày cho hệ thống làm mát.",
    ]
    data = make_pdf([lines], "Nuoc dung lai o khu cong nghiep Suoi Ngoc")
    titled = data.replace(b"Nuoc dung lai o khu cong nghiep Suoi Ngoc", b"Bao cao nuoc dung lai o khu cong nghiep X")
    assert len(parse_page(make_page(titled, "https://a.example.vn/r.pdf")).articles[0].blocks) == 4
    (article,) = parse_page(
        make_page(
            make_pdf([["Water reuse in the park of", "Suoi Ngoc", lines[3]]], "Water reuse in the park of Suoi Ngoc")
        )
    ).articles
    assert [block.text for block in article.blocks] == [lines[3]]


def test_words_cut_by_a_hyphen_are_closed() -> None:
    lines = ["Water is reused", "The waste water of all tenants is collected in one basin and the treat-",
             "ment plant gives two thirds of it back to the cooling circuits of the park."]  # fmt: skip
    (article,) = parse_page(make_page(make_pdf([lines]), "https://a.example.vn/w.pdf")).articles
    assert "the treatment plant gives" in article.blocks[0].text


def test_scan_encrypted_and_broken_files_say_what_they_are() -> None:
    assert reasons(make_pdf([[""]]), "application/pdf") == ["no_text"]
    writer = PdfWriter(PdfReader(io.BytesIO(make_pdf(PAGES))))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    assert reasons(locked.getvalue(), "application/pdf") == ["encrypted"]
    assert reasons(b"%PDF-1.7\n" + b"nothing to see here " * 20, "application/pdf") == ["broken_pdf"]
    assert reasons(make_pdf(PAGES)[:500], "application/pdf")[0] in {"broken_pdf", "no_text"}


def test_readable_text_of_a_pdf_is_the_article() -> None:
    data = make_pdf(PAGES)
    assert read_text(data, "r.pdf") == parse_page(page_from_file(data, "r.pdf")).articles[0].text
