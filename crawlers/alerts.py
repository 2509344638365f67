"""Say that a run was degraded: a report as JSON and HTML in the data folder, a webhook and a mail where set."""

import html
import json
import smtplib
import ssl
import urllib.request
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit

from crawlers.job import CrawlReport

TIMEOUT = 15.0
MOST_ISSUES = 200
INGEST = "ingest"  # stands for a source in the report of an ingest that failed
_STYLE = "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto} td{padding:.2em 1em .2em 0;vertical-align:top}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """Whom to tell; addresses may hold passwords: never show them."""

    webhook: str | None = None
    mail: str | None = None
    smtp_url: str = "smtp://localhost:25"


def is_alarming(report: CrawlReport) -> bool:
    """Tell whether somebody must look: a monitor broke, or the run failed."""
    return report.degraded or report.outcome == "failed"


def raise_alarm(report: CrawlReport, data_dir: Path, channels: Channels) -> tuple[Path | None, tuple[str, ...]]:
    """Write the report and tell whom the channels name; return its HTML file, if any, and what could not be told.

    A way that fails, be it the files on a full disk, fails neither the run nor the other ways.
    """
    written: list[Path] = []
    ways: list[tuple[str, Callable[[], None]]] = [
        ("files", lambda: written.append(write_report(report, data_dir / "reports")))
    ]
    if hook := channels.webhook:
        ways.append(("webhook", lambda: post_report(report, hook)))
    if receivers := channels.mail:
        ways.append(("mail", lambda: mail_report(report, receivers, channels.smtp_url)))
    problems = []
    for name, tell in ways:
        try:
            tell()
        except (OSError, ValueError, HTTPException, smtplib.SMTPException) as error:
            was = "files were" if name == "files" else f"{name} was"
            problems.append(f"the {was} not told of {report.source}: {type(error).__name__}: {error}")
    return next(iter(written), None), tuple(problems)


def write_report(report: CrawlReport, directory: Path) -> Path:
    """Write a run's report as `<source>-<start>.json` and `.html`; return the latter's path."""
    directory.mkdir(parents=True, exist_ok=True)
    stamp = "".join(char for char in report.started_at[:19] if char.isalnum())
    path = directory / f"{report.source}-{stamp}.html"
    path.with_suffix(".json").write_text(json.dumps(summarize(report), ensure_ascii=False, indent=1), "utf-8")
    path.write_text(render_report(report), "utf-8")
    return path


def summarize(report: CrawlReport) -> dict[str, object]:
    """Return the report as it is written and posted: a sentence in `text`, then all that is known."""
    values: dict[str, object] = json.loads(report.dump())
    return {"text": describe(report), "degraded": report.degraded} | values


def describe(report: CrawlReport) -> str:
    """Say in a sentence what is wrong with a run."""
    reasons = "; ".join(report.breaches) or report.reason or "no reason is known"
    if report.source == INGEST:
        return f"EIP Atlas: ingest failed: {reasons}"
    return f"EIP Atlas: the crawl of {report.source} is {'degraded' if report.degraded else report.outcome}: {reasons}"


def render_report(report: CrawlReport) -> str:
    """Render a report as a page that needs nothing else."""
    facts = {"Outcome": report.outcome, "Reason": report.reason, "Started": report.started_at, "Ended": report.ended_at}
    facts |= {"Requests": str(report.requests), "Bytes": f"{report.bytes:,}"}
    broken = "".join(f"<li>{html.escape(breach)}</li>" for breach in report.breaches)
    issues = [(i.reason, i.url, i.detail) for i in report.issues[:MOST_ISSUES]]
    left = len(report.issues) - len(issues)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(describe(report))}</title>'
        f"<style>{_STYLE}</style><h1>{html.escape(report.source)}</h1><ul>{broken}</ul>"
        + _table("Run", facts.items())
        + _table("Measures", ((name, f"{value:g}") for name, value in sorted(report.measures.items())))
        + _table("This run's looks", report.outcomes.items())
        + _table("All addresses", report.statuses.items())
        + _table("Issues", issues)
        + (f"<p>{left} more are in the JSON file.</p>" if left > 0 else "")
        + "</html>"
    )


def _table(title: str, rows: Iterable[Sequence[object]]) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<h2>{title}</h2><table>{lines}</table>" if lines else ""


def post_report(report: CrawlReport, url: str) -> None:
    """Post a report as JSON; raises OSError where it is not taken."""
    if urlsplit(url).scheme not in {"http", "https"}:
        raise ValueError("a webhook's address begins with http:// or https://")
    body = json.dumps(summarize(report), ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "EIPAtlas"}
    request = urllib.request.Request(url, body, headers, method="POST")  # noqa: S310  # checked above
    try:
        urllib.request.urlopen(request, timeout=TIMEOUT).close()  # noqa: S310
    except HTTPError as error:
        error.close()
        raise OSError(f"HTTP {error.code}") from None


def mail_report(report: CrawlReport, receivers: str, smtp_url: str) -> None:
    """Mail a report, by TLS where the server offers it; raises OSError or SMTPException where it is not taken."""
    parts = urlsplit(smtp_url)
    message = EmailMessage()
    message["Subject"] = describe(report)[:180].replace("\n", " ")
    message["To"] = receivers
    user = unquote(parts.username or "")
    message["From"] = user if "@" in user else receivers.partition(",")[0].strip()
    message.set_content(f"{describe(report)}\n\nStarted {report.started_at}, {report.requests} requests.\n")
    message.add_alternative(render_report(report), subtype="html")
    with _connect(parts.scheme, parts.hostname or "localhost", parts.port) as server:
        if user:
            server.login(user, unquote(parts.password or ""))
        server.send_message(message)


def _connect(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=context)
    if scheme != "smtp":
        raise ValueError("a mail server's address begins with smtp:// or smtps://")
    server = smtplib.SMTP(host, port or 25, timeout=TIMEOUT)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=context)
    return server
