"""kill -9 at random instants of ingest: nothing is lost, nothing is there twice, no process is left behind."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.errors import StoreError
from crawlers import LedgerReader, ledger_path
from index import check_index, open_engine
from nlp.annotate import Annotator
from tests.pipelines.desk import STORY, Desk

EIP = [sys.executable, "-c", "from pipelines.cli import main; main()"]
FILES = 90
SECONDS = 60.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    for number in range(FILES):
        text = STORY.replace("800", str(100 + number)).replace("Khanh Phu", f"Khanh Phu {number}", 1)
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    (folder / "empty.txt").touch()
    return folder


def _start(data_dir: Path, folder: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "EIP_DATA_DIR": str(data_dir), "EIP_WORKERS": "2"}
    return subprocess.Popen([*EIP, "-q", "ingest", str(folder)], env=environment, stdout=subprocess.DEVNULL)


def _wait_for(process: "subprocess.Popen[bytes]", data_dir: Path, status: str, least: int) -> None:
    """Wait until so many pages have a status, or the process has ended."""
    end = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            with LedgerReader.read(ledger_path(data_dir)) as ledger:
                if ledger.counts().get(status, 0) >= least:
                    return
        except StoreError:
            pass
        time.sleep(0.005)


def _children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(scope="module")
def undisturbed(folder: Path, annotator: Annotator, tmp_path_factory: pytest.TempPathFactory) -> str:
    desk = Desk(tmp_path_factory.mktemp("undisturbed") / "data", annotator)
    desk.ingest(folder)
    return desk.fingerprint()


@pytest.mark.parametrize("seed", range(int(os.environ.get("EIP_TEST_DEATHS", "1"))))
def test_kill_loses_and_doubles_nothing(desk: Desk, folder: Path, undisturbed: str, seed: int) -> None:
    chance = random.Random(seed)
    for status in ("fetched", "parsed", "parsed"):
        process = _start(desk.data_dir, folder)
        _wait_for(process, desk.data_dir, status, chance.randrange(1, FILES))
        time.sleep(chance.random() * 0.05)
        process.kill()
        process.wait()
    desk.ingest(folder)
    assert desk.statuses() == {"parsed": FILES, "unreadable": 1}
    assert desk.fingerprint() == undisturbed
    assert all(stored.number == 1 for stored in desk.articles())
    assert len(desk.story((folder / "007.txt").as_uri())["versions"]) == 1
    with desk.catalog() as catalog:
        assert [recorded.issue.reason for recorded in catalog.iter_issues()] == ["empty"]
        engine = open_engine(desk.data_dir)
        check = check_index(catalog, engine)
        engine.close()
    assert (check.checked, check.sound, check.pending) == (FILES, True, 0)


def test_workers_end_with_whoever_started_them(desk: Desk, folder: Path) -> None:
    process = _start(desk.data_dir, folder)
    _wait_for(process, desk.data_dir, "parsed", 1)
    workers = _children(process.pid)
    assert workers
    process.kill()
    process.wait()
    end = time.monotonic() + SECONDS
    while any(map(_is_running, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(_is_running, workers))
