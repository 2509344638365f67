"""The topic: what belongs is let in, what does not stays out, and the word that decided is told."""

from pathlib import Path

import pytest
import yaml

from config.errors import DeclarationError
from config.topic import Topic, load_topic
from crawlers.newsroom.render import load_stories

PAGES = yaml.safe_load(Path(__file__).with_name("off_topic.yml").read_text("utf-8"))
OFF_TOPIC = [tuple(page) for kind in ("easy", "hard") for page in PAGES[kind]]
ON_TOPIC = [
    ("11 khu cong nghiep chay on dinh", "Toan tinh co 23 khu cong nghiep voi 9.758,73 ha."),
    ("Hơn 70 doanh nghiệp vào KCN", "Tỷ lệ lấp đầy đạt 62%."),
    ("Carton maker bets on recovery", "Five million euros go into the packaging plant. The factory hires 40 workers."),
    ("Làng nghề giấy xử lý nước thải", "Trạm xử lý có công suất 5.000 m3/ngày."),
    ("Ground broken on VSIP VI", "The VSIP will cover 600 hectares."),
]


@pytest.fixture(scope="module")
def topic() -> Topic:
    return load_topic()


def test_the_newsroom_is_on_topic(topic: Topic) -> None:
    for story in load_stories():
        text = story.lead + "\n" + str(story.body)
        assert topic.judge(story.title, text).on_topic, story.title


@pytest.mark.parametrize(("title", "text"), ON_TOPIC)
def test_what_belongs_is_let_in(topic: Topic, title: str, text: str) -> None:
    assert topic.judge(title, text).on_topic


def test_floors(topic: Topic) -> None:
    """Precision over as many pages of each kind: 43 on topic of our own, 50 off topic."""
    on_topic = ON_TOPIC + [(s.title, f"{s.lead}\n{s.body}") for edition in (1, 2) for s in load_stories(edition)]
    kept = sum(topic.judge(title, text).on_topic for title, text in on_topic)
    wrong = [title for title, text in OFF_TOPIC if topic.judge(title, text).on_topic]
    assert kept / len(on_topic) >= 0.98
    assert kept / (kept + len(wrong)) >= 0.95, wrong
    assert len(OFF_TOPIC) == 50


def test_the_word_that_decided_is_told(topic: Topic) -> None:
    assert topic.judge("Khu công nghiệp Amata", "").decided_by == "khu công nghiệp"
    assert topic.judge("Bóng đá trẻ", "Công nhân đá bóng.").decided_by == "bóng đá"
    assert topic.judge("", "").reason == "no term of the topic"
    assert "industrial park" in topic.judge("An industrial park", "").reason


def test_the_title_weighs_more_than_the_text(topic: Topic) -> None:
    in_title = topic.judge("An industrial park", "x" * 700).score
    assert (
        in_title > topic.judge("", "An industrial park").score > topic.judge("", "x" * 700 + " industrial park").score
    )


def test_words_are_whole(topic: Topic) -> None:
    assert topic.judge("", "planted explanation Viskcnx").found == {}


def test_faults_name_their_line(tmp_path: Path) -> None:
    (tmp_path / "eip.yml").write_text("id: eip\nthreshold: 3\nterms:\n  - {weight: -1, words: [a]}\n")
    with pytest.raises(DeclarationError, match=r"eip\.yml:\d: "):
        load_topic("eip", tmp_path)
