"""The server as the command line starts it: in a process of its own."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from config.errors import InputError
from config.settings import Settings
from search_api import serve
from tests.search_api.corpus import fill

PROGRAM = """
import sys
from pathlib import Path
from config.settings import Settings
from search_api import serve
serve(Settings(data_dir=Path(sys.argv[1]), port=0), on_ready=lambda address: print(address, flush=True))
print("stopped")
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_stop(tmp_path: Path, number: signal.Signals) -> None:
    catalog, engine = fill(tmp_path)
    engine.close()
    catalog.close()
    with subprocess.Popen([sys.executable, "-c", PROGRAM, tmp_path], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        assert httpx.get(f"{address}/api/search", params={"q": "steam"}).json()["total"] >= 2
        process.send_signal(number)
        assert process.wait(20) == 0
        assert process.stdout.read() == "stopped\n"


def test_a_taken_address_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"127.0.0.1:{port}"):
            serve(Settings(data_dir=tmp_path, port=port))


def test_importing_opens_nothing(tmp_path: Path) -> None:
    program = "import search_api, os, sys; sys.exit(len(os.listdir('.')))"
    assert subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=False).returncode == 0
