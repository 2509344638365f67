"""A degraded run says so: files, a webhook and a mail, each taken by a real receiver on loopback."""

import json
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Thread

import pytest

from config.schema import Issue
from crawlers.alerts import Channels, is_alarming, raise_alarm
from crawlers.job import CrawlReport
from tests.crawlers.making import serve

ISSUE = Issue(source="test", url="http://x.vn/<b>", stage="fetch", reason="failed", detail="HTTP 500")
REPORT = CrawlReport(
    source="test", outcome="finished", started_at="2024-05-06T03:00:00+00:00", ended_at="2024-05-06T03:04:00+00:00",
    requests=7, issues=(ISSUE,), measures={"share_good_looks": 0.25}, breaches=("good looks: 25%, usually 96%",),
)  # fmt: skip


@contextmanager
def serve_mail(*, refuse: bool = False) -> Iterator[tuple[str, list[Message]]]:
    """Take mails on loopback, or refuse every receiver."""
    taken: list[Message] = []

    class Handler(socketserver.StreamRequestHandler):
        timeout = 10

        def handle(self) -> None:
            self._say("220 sink")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self._say("354 go on")
                    lines = iter(self.rfile.readline, b".\r\n")
                    taken.append(message_from_bytes(b"".join(lines)))
                    self._say("250 taken")
                elif word == b"QUIT":
                    self._say("221 bye")
                    return
                else:
                    self._say("550 nobody here" if refuse and word == b"RCPT" else "250 good")

        def _say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}", taken
        server.shutdown()
        thread.join()


@contextmanager
def serve_hook(status: int = 204) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Take posts on loopback."""
    taken: list[dict[str, object]] = []

    def respond(handler: BaseHTTPRequestHandler) -> None:
        taken.append(json.loads(handler.rfile.read(int(handler.headers["Content-Length"]))))
        handler.send_response(status)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with serve(respond) as base:
        yield base + "hook", taken


def test_files_tell_what_broke(tmp_path: Path) -> None:
    path, problems = raise_alarm(REPORT, tmp_path, Channels())
    assert problems == ()
    assert path == tmp_path / "reports" / "test-20240506T030000.html"
    assert path
    page = path.read_text("utf-8")
    assert "good looks: 25%, usually 96%" in page
    assert "http://x.vn/&lt;b&gt;" in page
    assert "<b>" not in page
    values = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert (values["degraded"], values["issues"][0]["url"]) == (True, "http://x.vn/<b>")
    assert values["text"] == "EIP Atlas: the crawl of test is degraded: good looks: 25%, usually 96%"


def test_webhook_and_mail_are_told(tmp_path: Path) -> None:
    with serve_hook() as (hook, posts), serve_mail() as (smtp, mails):
        channels = Channels(webhook=hook, mail="desk@example.org, night@example.org", smtp_url=smtp)
        _, problems = raise_alarm(REPORT, tmp_path, channels)
    assert problems == ()
    assert [(post["source"], post["breaches"]) for post in posts] == [("test", list(REPORT.breaches))]
    (mail,) = mails
    assert mail["To"] == "desk@example.org, night@example.org"
    assert "degraded" in str(mail["Subject"])
    assert [part.get_content_type() for part in mail.walk()][1:] == ["text/plain", "text/html"]


def test_a_channel_that_fails_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    with serve_hook(500) as (hook, _), serve_mail(refuse=True) as (smtp, mails):
        channels = Channels(webhook=hook, mail="desk@example.org", smtp_url=smtp)
        path, problems = raise_alarm(REPORT, tmp_path, channels)
    assert path and path.exists()
    assert mails == []
    assert [problem.split(" was not told")[0] for problem in problems] == ["the webhook", "the mail"]
    assert "500" in problems[0]


def test_files_that_cannot_be_written_keep_nobody_from_being_told(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file where the folder should be")
    with serve_hook() as (hook, posts), serve_mail() as (smtp, mails):
        path, problems = raise_alarm(REPORT, tmp_path, Channels(webhook=hook, mail="desk@example.org", smtp_url=smtp))
    assert path is None
    assert (len(posts), len(mails)) == (1, 1)
    assert [problem.split(":")[0] for problem in problems] == ["the files were not told of test"]


@pytest.mark.parametrize("channels", [Channels(webhook="file:///etc/passwd"), Channels(mail="a@b", smtp_url="ftp://x")])
def test_other_schemes_are_refused(tmp_path: Path, channels: Channels) -> None:
    _, problems = raise_alarm(REPORT, tmp_path, channels)
    assert "begins with" in problems[0]


def test_what_is_an_alarm() -> None:
    values = {"source": "t", "started_at": "", "ended_at": ""}
    assert is_alarming(REPORT)
    assert is_alarming(CrawlReport(outcome="failed", **values))  # type: ignore[arg-type]
    assert not is_alarming(CrawlReport(outcome="waiting", **values))  # type: ignore[arg-type]
