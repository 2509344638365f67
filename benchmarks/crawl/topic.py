"""Recall and precision of the topic: `python -m benchmarks.crawl.topic FOLDER` prints one JSON object.

FOLDER holds texts that are on topic (*.txt, the title in the first line); against them stand the off-topic pages of
`tests/config/off_topic.yml`. Precision is told as counted, and as it would be with as many pages of each kind.
"""

import json
import sys
from pathlib import Path
from typing import Any

import yaml

from config.topic import Topic, Verdict, load_topic

OFF_TOPIC = Path(__file__).parents[2] / "tests" / "config" / "off_topic.yml"


def measure(folder: Path, topic: Topic) -> dict[str, Any]:
    """Judge all pages and count."""
    on_topic = {path.name: _judge(topic, path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))}
    pages = yaml.safe_load(OFF_TOPIC.read_text("utf-8"))
    off_topic = {title: topic.judge(title, text) for kind in pages.values() for title, text in kind}
    missed = {name: verdict.reason for name, verdict in on_topic.items() if not verdict.on_topic}
    wrong = {title: verdict.reason for title, verdict in off_topic.items() if verdict.on_topic}
    kept = len(on_topic) - len(missed)
    recall, fallout = kept / len(on_topic), len(wrong) / len(off_topic)
    return {
        "on_topic": len(on_topic),
        "off_topic": len(off_topic),
        "recall": round(recall, 4),
        "precision": round(kept / (kept + len(wrong)), 4),
        "precision_at_even_odds": round(recall / (recall + fallout), 4),
        "missed": missed,
        "wrongly_kept": wrong,
    }


def _judge(topic: Topic, text: str) -> Verdict:
    title, _, body = text.strip().partition("\n")
    return topic.judge(title, body)


def main() -> None:
    """Print one JSON object."""
    if len(sys.argv) != 2 or not any(Path(sys.argv[1]).glob("*.txt")):
        sys.exit("usage: python -m benchmarks.crawl.topic FOLDER-WITH-TEXTS")
    print(json.dumps(measure(Path(sys.argv[1]), load_topic()), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
