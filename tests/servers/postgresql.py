import os
import shutil
import subprocess
from pathlib import Path

from tests.servers.elasticsearch import free_port, open_folder


def find_postgresql() -> Path | None:
    """Find the folder of PostgreSQL's programs, as Debian or PATH has them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


class PostgresqlServer:
    """A private cluster on loopback; as root it runs as nobody, since PostgreSQL refuses root."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = folder = open_folder()
        self._data = folder / "data"
        self._runner = ["setpriv", "--reuid=nobody", "--clear-groups"] if os.geteuid() == 0 else []
        self._port = free_port()
        self._data.mkdir(mode=0o700)
        if self._runner:
            shutil.chown(folder, "nobody")
            shutil.chown(self._data, "nobody")
        self._run("initdb", "-D", str(self._data), "-U", "eip", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = f"-c listen_addresses=127.0.0.1 -c port={self._port} -c unix_socket_directories={folder} -c fsync=off"
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", str(folder / "log"), "-o", options, "start")

    def create_database(self, name: str) -> str:
        """Create a database and return its address."""
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self._port), "-U", "eip", name)
        return f"postgresql://eip@127.0.0.1:{self._port}/{name}"

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [*self._runner, self._programs / program, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        )
