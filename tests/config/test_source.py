"""Source files: strict, whole, and right about addresses that were seen."""

from pathlib import Path

import pytest

from config.errors import DeclarationError
from config.source import Profile, Source, load_families, load_source, load_sources
from pipelines.checks import iter_checks

MINIMAL = """id: test
name: Test
publisher: Test
base: https://x.vn/
languages: [vi]
discovery: {}
"""

SEEN = [
    ("eip-vietnam", "https://eip-vietnam.org/article/41", "en"),
    ("eip-vietnam", "http://eip-vietnam.org/event/46", "en"),
    ("khucongnghiepsinhthai-vietnam", "https://khucongnghiepsinhthai-vietnam.vn/event/43", "vi"),
    ("vncpc", "https://vncpc.org/en/?p=23551", "en"),
    ("vncpc", "https://vncpc.org/project/some-long-slug-2-2/", "vi"),
    ("vir", "https://vir.com.vn/deep-c-hp-ii-industrial-zone-welcomes-first-three-investors-59236.html", "en"),
    ("kinhtevadubao", "https://kinhtevadubao.vn/bai-2-nhung-trai-ngot-dau-tien-29588.html", "vi"),
    ("tapchicongthuong", "https://www.tapchicongthuong.vn/bai-viet/mot-bai-117602.htm", "vi"),
    ("tapchimoitruong", "https://tapchimoitruong.vn/chuyen-muc-3/tai-su-dung-chat-thai-29916", "vi"),
    ("vneconomy", "https://vneconomy.vn/industrial-parks-in-green-transition.htm", "vi"),
    ("vneconomy", "https://en.vneconomy.vn/industrial-parks-in-green-transition.htm", "en"),
    ("vietnamplus", "https://en.vietnamplus.vn/a-slug-post326343.vnp", "en"),
    ("vietnamplus", "http://en.vietnamplus.vn/tien-giang-promotes-industrial-parks/106869.vnp", "en"),
    ("vietnamnews", "https://vietnamnews.vn/economy/1337858/a-slug.html", "en"),
    ("theinvestor", "https://theinvestor.vn/hai-phong-quang-ninh-industrial-parks-go-green-d7395.html", "en"),
    ("baochinhphu", "https://baochinhphu.vn/mot-bai-102260228093004191.htm", "vi"),
    ("nhandan", "https://nhandan.vn/mot-bai-post845027.html", "vi"),
    ("dongnai", "https://dongnai.gov.vn/en/news/economy/a-slug-5061.html", "en"),
    ("vccinews", "https://www.vccinews.com/news/10631/.html", "en"),
    ("vccinews", "https://vccinews.com/prode/46062/sustaining-industrial-parks.html", "en"),
    ("sggp", "https://sggpnews.org.vn/business/dong-nai-province-establishes-three-more-parks-88400.html", "en"),
    ("sggp", "https://en.sggp.org.vn/a-slug-post119226.html", "en"),
    ("baotintuc", "https://baotintuc.vn/kinh-te/mot-bai-20220412084615616.htm", "vi"),
    ("baodauthau", "https://m.baodauthau.vn/mot-bai-post99184.html", "vi"),
    ("opendevelopment", "https://vietnam.opendevelopmentmekong.net/vi/news/experts-evaluate-the-model/", "vi"),
    ("vnexpress", "https://vnexpress.net/mot-bai-5047363.html", "vi"),
    ("tuoitre", "https://tuoitre.vn/mot-bai-20260307075519174.htm", "vi"),
    ("cafef", "https://cafef.vn/mot-bai-188260307075519174.chn", "vi"),
    ("vietnamnet", "https://vietnamnet.vn/mot-bai-2495349.html", "vi"),
    ("dantri", "https://dantri.com.vn/kinh-doanh/mot-bai-20260307075519174.htm", "vi"),
    ("baodautu", "https://baodautu.vn/mot-bai-d123456.html", "vi"),
]

NO_ARTICLES = [
    ("eip-vietnam", "https://eip-vietnam.org/project"),
    ("vncpc", "https://vncpc.org/category/tin-tu-cac-du-an/page/7"),
    ("vncpc", "https://vncpc.org/en/2018/"),
    ("vir", "https://vir.com.vn/tags/green-industrial-parks-50210.tag"),
    ("tapchimoitruong", "https://tapchimoitruong.vn/ios/chuyen-muc-3/tai-su-dung-chat-thai-29916"),
    ("moitruong-net", "https://moitruong.net.vn/kcn-sinh-thai-ptag.html"),
    ("dongnai", "https://dongnai.gov.vn/en/news/savefile/economy/a-slug-5061.html"),
    ("vnexpress", "https://vnexpress.net/kinh-doanh-p2"),
    ("vir", "https://yes8877.cc/deep-c-59236.html"),
]


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return load_sources()


@pytest.mark.parametrize(("name", "url", "language"), SEEN)
def test_addresses_that_were_seen_are_articles(sources: dict[str, Source], name: str, url: str, language: str) -> None:
    assert sources[name].is_article(url)
    assert sources[name].language_of(url) == language
    assert [source.id for source in sources.values() if source.matches(url)] == [name]


@pytest.mark.parametrize(("name", "url"), NO_ARTICLES)
def test_other_addresses_are_not(sources: dict[str, Source], name: str, url: str) -> None:
    assert not sources[name].is_article(url)


def test_every_source_can_be_crawled(sources: dict[str, Source]) -> None:
    assert len(sources) >= 26
    for source in sources.values():
        discovery = source.discovery
        assert discovery.lists or discovery.feeds or discovery.sitemaps
        entries = [*discovery.sitemaps, *discovery.feeds, *(page.url for page in discovery.lists)]
        assert all(source.matches(source.url(entry)) for entry in entries), source.id
        assert not any(source.is_article(source.url(entry)) for entry in entries), source.id
        assert source.schedule or source.id == "newsroom"


def test_only_the_newsroom_is_private(sources: dict[str, Source]) -> None:
    assert [source.id for source in sources.values() if source.allow_private] == ["newsroom"]


def test_a_profile_goes_over_its_family(sources: dict[str, Source]) -> None:
    family = load_families()["mastercms"]
    assert sources["vir"].profile.container == family.container
    assert (family.date.order, sources["vir"].profile.date.order) == ("dmy", "mdy")


def test_another_address_keeps_the_rest(sources: dict[str, Source]) -> None:
    source = sources["newsroom"]
    assert source.hosts == {"127.0.0.1"}
    moved = source.at("http://localhost:1/")
    assert moved.hosts == {"localhost"}
    assert moved.url("/vi/") == "http://localhost:1/vi/"
    assert moved.profile == source.profile


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (MINIMAL + "langauges: [vi]\n", 7, "langauges"),
        (MINIMAL + "articles: {allow: ['(']}\n", 7, "not a regular expression"),
        (MINIMAL + "politeness:\n  concurrency: 4\n", 1, "one connection"),
        (MINIMAL + "profile:\n  date: {tz: Asia/Hanoi}\n", 8, "no such time zone"),
        (MINIMAL + "profile:\n  containers: a\n", 8, "containers"),
        (MINIMAL + "family: unheard-of\n", 1, "no profile 'unheard-of'"),
        (MINIMAL + "schedule: every day\n", 7, "five"),
        (MINIMAL + "schedule: 99 25 * * *\n", 7, "minute: '99' leaves 0-59"),
        (MINIMAL + "profile:\n  title: h1\n  container: ['div.a', 'div[']\n", 9, r"'div\[' is no CSS selector"),
        (MINIMAL + "profile:\n  date: {selector: ''}\n", 8, "is no CSS selector"),
        (MINIMAL + "profile:\n  article_split: 'a >'\n", 8, "is no CSS selector"),
        (MINIMAL.replace("{}", "{lists: [{url: /, links: 'p..a'}]}"), 6, "is no CSS selector"),
        (MINIMAL + "jitter: 86401\n", 7, "86400"),
        (MINIMAL + "politeness:\n  hours: 25:00-99:99\n", 8, "times of the day"),
        (MINIMAL + "politeness:\n  hours: 05:00-05:00\n", 8, "never crawled"),
        (MINIMAL.replace("id: test", "id: other"), 1, "not the file's name"),
        (MINIMAL.replace("https://x.vn/", "x.vn"), 4, "base"),
        (MINIMAL.replace("[vi]", "[fr]"), 5, "languages"),
        (MINIMAL.replace("discovery: {}", "discovery:\n  lists:\n    - {url: /, pages: /p}"), 8, "{page}"),
        (
            MINIMAL.replace("discovery: {}", "discovery:\n  lists: [{url: /a}, {url: 'https://x.vn/a', depth: 3}]"),
            1,
            "https://x.vn/a is declared twice",
        ),
    ],
)
def test_faults_name_their_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = tmp_path / "test.yml"
    path.write_text(text)
    with pytest.raises(DeclarationError, match=message) as caught:
        load_source(path)
    assert caught.value.line == line


ODD = [
    (b"discovery:\n  lists:\n    - url: /\n      since: 2014-13-01\n", 9, "month must be in 1..12"),
    (b"notes: a\x00b\n", 6, "control character"),
    (b"notes: |\n  one\n  \x1b[2J\n", 8, "control character"),
    (b"[a, b]: c\n", 6, "a key is a list"),
    (b"? {a: b}\n: c\n", 6, "a key is a list or a mapping"),
    (b"notes: x\nname: \xff\n", 7, "not UTF-8"),
    (b"notes: &a [*a]\n", 1, "nested too deeply"),
    (b"notes: !!int nonsense\n", 6, "nonsense"),
]


@pytest.mark.parametrize(("text", "line", "message"), ODD)
def test_values_that_break_the_reader_name_their_line(tmp_path: Path, text: bytes, line: int, message: str) -> None:
    path = tmp_path / "test.yml"
    path.write_bytes(MINIMAL.replace("discovery: {}\n", "").encode() + text)
    with pytest.raises(DeclarationError, match=message) as caught:
        load_source(path)
    assert caught.value.line == line


def test_a_check_goes_on_to_the_other_files(tmp_path: Path) -> None:
    (tmp_path / "families").mkdir()
    (tmp_path / "families" / "odd.yml").write_text("[a, b]: c")
    (tmp_path / "one.yml").write_text("since: 2014-13-01")
    (tmp_path / "two.yml").write_bytes(b"a: \x00")
    (checked, *_) = iter_checks(tmp_path)
    assert [fault.path.name for fault in checked.faults] == ["odd.yml", "one.yml", "two.yml"]


@pytest.mark.parametrize("name", ["nowhere", "empty", "file"])
def test_a_folder_without_sources_is_a_fault(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty" / "families").mkdir(parents=True)
    (tmp_path / "file").touch()
    with pytest.raises(DeclarationError, match="no source file"):
        load_sources(tmp_path / name)
    (checked, *_) = iter_checks(tmp_path / name)
    assert "no source file" in str(checked.faults[0])


def test_a_host_belongs_to_one_source(tmp_path: Path) -> None:
    (tmp_path / "test.yml").write_text(MINIMAL)
    (tmp_path / "twice.yml").write_text(MINIMAL.replace("id: test", "id: twice"))
    with pytest.raises(DeclarationError, match="x\\.vn is test's already"):
        load_sources(tmp_path)


def test_an_empty_profile_leaves_all_to_the_generic_reader() -> None:
    assert Profile().container == ()
