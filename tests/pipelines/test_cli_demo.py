"""`make run`: the newsroom is crawled, understood and served; again, nothing is fetched or read twice."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.source import SOURCES_DIR
from crawlers.newsroom import PORT
from pipelines.cli.serving import DemoSession

EIP = [sys.executable, "-c", "from pipelines.cli import main; main()"]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@contextmanager
def _demo(data_dir: Path) -> Iterator[tuple[str, str]]:
    """Run the demo until it serves; yields its address and what it said before."""
    environment = os.environ | {"EIP_DATA_DIR": str(data_dir)}
    with subprocess.Popen(
        [*EIP, "demo", "--port", "0"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        said = []
        for line in process.stdout:
            if line.startswith("EIP Atlas: "):
                break
            said.append(line)
        try:
            assert process.poll() is None, said
            yield line.split()[-1], "".join(said)
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0


def test_the_newsroom_is_known_whatever_sources_are_declared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vir.yml").write_text((SOURCES_DIR / "vir.yml").read_text("utf-8").replace("family:", "# family:"))
    monkeypatch.setenv("EIP_SOURCES_DIR", str(tmp_path))
    assert sorted(DemoSession().sources) == ["newsroom", "vir"]


@pytest.mark.skipif(not _is_free(PORT), reason=f"port {PORT} is taken: another newsroom is served")
def test_demo_twice(tmp_path: Path) -> None:
    with _demo(tmp_path / "data") as (address, said):
        assert "19 new" in said
        with urllib.request.urlopen(f"{address}/api/search?q=wastewater") as answer:
            assert json.load(answer)["total"] > 1
        with urllib.request.urlopen(f"{address}/en/") as answer:
            assert "EIP Atlas" in answer.read().decode()
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/vi/") as answer:
            assert answer.status == 200
        taken = subprocess.run([*EIP, "demo"], capture_output=True, text=True, check=False)
        assert taken.returncode == 3
        assert str(PORT) in taken.stderr
    with _demo(tmp_path / "data") as (_, said):
        assert "(24 unchanged)" in said
        assert "Nothing to read" in said
