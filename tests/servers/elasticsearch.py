import contextlib
import os
import shutil
import signal
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


class ElasticsearchCluster:
    """Several nodes of one cluster; a node can be killed and started again."""

    def __init__(self, version: str, count: int) -> None:
        self._version = version
        self._folder = open_folder()
        self._ports = [free_port() for _ in range(count)]
        self._transports = [free_port() for _ in range(count)]
        starting = [self._launch(node) for node in range(count)]
        for process in starting:
            if process.wait():
                raise RuntimeError("a node did not start")

    @property
    def addresses(self) -> list[str]:
        return [f"http://127.0.0.1:{port}" for port in self._ports]

    def start(self, node: int) -> None:
        if self._launch(node).wait():
            raise RuntimeError("a node did not start")

    def kill(self, node: int) -> None:
        os.killpg(int((self._folder / str(node) / "pid").read_text()), signal.SIGKILL)

    def stop(self) -> None:
        for node in range(len(self._ports)):
            with contextlib.suppress(ProcessLookupError, FileNotFoundError):
                self.kill(node)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _launch(self, node: int) -> "subprocess.Popen[bytes]":
        environment = {
            **os.environ,
            "TRANSPORT": str(self._transports[node]),
            "NODES": ",".join(map(str, self._transports)),
            "MASTERS": ",".join(f"n{port}" for port in self._ports),
        }
        command = [str(SCRIPT), "start", str(self._version), str(self._ports[node]), str(self._folder / str(node))]
        return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
