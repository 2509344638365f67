"""A settings file that is wrong is told with file, line and remedy."""

from pathlib import Path

import pytest

from config.errors import DeclarationError
from config.settings import load_settings


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (b"port = 80\ncontact = 'D\xe9sk'\n", 2, "not UTF-8"),
        (b"port = 80\n\nhost = \n", 3, "not TOML"),
        (b'port = 80\nhost = "a', 2, "not TOML"),
        (b"host = 'a'\nport = 99999999\n", 2, "port: .*write a value that fits"),
        (b"host = 'a'\nprot = 80\n", 2, "prot: .*remove the key; known: .*port"),
        (b"host = 'a'\n[crawl]\nport = 80\n", 2, "crawl: .*remove the key"),
    ],
)
def test_a_wrong_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: bytes, line: int, message: str) -> None:
    path = tmp_path / "eip.toml"
    path.write_bytes(text)
    monkeypatch.setenv("EIP_CONFIG", str(path))
    with pytest.raises(DeclarationError, match=message) as caught:
        load_settings()
    assert (caught.value.path, caught.value.line) == (path, line)
