"""Archive pages that hold several articles in full."""

from pipelines.parse import parse_page
from tests.pipelines.parse.making import make_page, make_source

BODY = (
    "<p>The water station gives 1,480 cubic metres a day back to the cooling circuits of nine tenants of park {n}.</p>"
    "<p>Its developer says that the station paid for itself in three years, and a second basin will follow "
    "in {n} months.</p>"
)


def _archive(*bodies: str, link: bool = True) -> str:
    posts = "".join(
        '<article class="post type-post hentry"><header><h2 class="entry-title">'
        + (f'<a href="/en/post-{n}/?utm_source=x">{_title(n)}</a>' if link else _title(n))
        + f'</h2><time class="entry-date" datetime="2018-0{n}-06T18:30:00+00:00">0{n}/07/2018</time></header>'
        + f'<div class="entry-content">{body}</div></article>'
        for n, body in enumerate(bodies, 1)
    )
    head = '<html lang="en"><head><title>News Archives</title></head>'
    return f'{head}<body><h1>News</h1>{posts}<div class="widget">About us</div></body></html>'


def _title(n: int) -> str:
    return f"Water station of park {n} opens"


def test_archive_page_is_split_and_articles_have_their_permalinks() -> None:
    page = make_page(_archive(*(BODY.format(n=n) for n in (1, 2, 3))), "https://bao.example.vn/en/2018/")
    articles = parse_page(page, make_source()).articles
    assert [article.title for article in articles] == [f"Water station of park {n} opens" for n in (1, 2, 3)]
    assert [article.url for article in articles] == [f"https://bao.example.vn/en/post-{n}/" for n in (1, 2, 3)]
    assert [len(article.blocks) for article in articles] == [2, 2, 2]
    assert [article.language for article in articles] == ["en"] * 3
    single = make_page(
        f"<html><body><h1>Water station of park 1 opens</h1>{BODY.format(n=1)}</body></html>",
        "https://bao.example.vn/en/post-1/",
    )
    assert parse_page(single, make_source()).articles[0].id == articles[0].id


def test_articles_without_permalinks_get_fragments() -> None:
    page = make_page(_archive(BODY.format(n=1), BODY.format(n=2), link=False), "https://bao.example.vn/en/2018/")
    assert [a.url for a in parse_page(page).articles] == [
        f"https://bao.example.vn/en/2018/#water-station-of-park-{n}-opens" for n in (1, 2)
    ]


def test_list_of_teasers_is_no_article() -> None:
    teaser = "<p>The water station gives 1,480 cubic metres a day back to the cooling circuits of nine tenants […]</p>"
    parsed = parse_page(make_page(_archive(teaser, teaser, teaser), "https://bao.example.vn/en/category/news/"))
    assert [issue.reason for issue in parsed.issues] == ["list_page"]


def test_page_with_comments_and_teasers_is_one_article() -> None:
    body = (
        f'<html><body><article class="post"><h1>Water station of park 1 opens</h1>{BODY.format(n=1)}</article>'
        + "".join(f'<article class="comment"><h3>Visitor {n}</h3>{BODY.format(n=n)}</article>' for n in (7, 8))
        + "".join(
            f'<article class="card"><h3><a href="/{n}">Other news {n}</a></h3><p>Short.</p></article>' for n in (1, 2)
        )
        + "</body></html>"
    )
    (article,) = parse_page(make_page(body)).articles
    assert "park 1." in article.text
    assert "Visitor" not in article.text
