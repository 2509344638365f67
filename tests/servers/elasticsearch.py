import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

SCRIPT = Path(__file__).with_name("elasticsearch.sh")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def open_folder() -> Path:
    """A temporary folder that others may enter: servers do not run as root. pytest's folders are closed to them."""
    folder = Path(tempfile.mkdtemp(prefix="eip-server-"))
    folder.chmod(0o755)
    return folder


class ElasticsearchServers:
    """Starts a server of each version when it is first asked for; EIP_TEST_ELASTICSEARCH_URL takes their place."""

    def __init__(self) -> None:
        self._folder = open_folder()
        self._started: dict[str, str] = {}

    def address(self, version: str) -> str:
        given = os.environ.get("EIP_TEST_ELASTICSEARCH_URL")
        if given:
            return given
        if version not in self._started:
            port, transport = free_port(), free_port()
            started = subprocess.run(
                [SCRIPT, "start", version, str(port), str(self._folder / version)],
                env={**os.environ, "TRANSPORT": str(transport)},
                stdout=subprocess.PIPE,
                check=True,
                text=True,
            )
            self._started[version] = started.stdout.strip().splitlines()[-1]
        return self._started[version]

    def stop(self) -> None:
        for version in self._started:
            subprocess.run([SCRIPT, "stop", str(self._folder / version)], check=True)
        self._started.clear()
        shutil.rmtree(self._folder, ignore_errors=True)
