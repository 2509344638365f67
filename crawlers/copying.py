"""Copy the archive to another place: a folder, or an object store that fsspec knows (s3://bucket/folder)."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fsspec

from config.errors import InputError, StoreError
from crawlers.archive import IDENTITY
from crawlers.store import archive_dir

_SECRET = re.compile(r"(?<=://)(?:[^/:@]*:(.*)|[^/?#]*)@")  # user and password of an address


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What a copy did: files written, and those that were there already, whole."""

    written: int
    there: int
    bytes: int


def copy_archive(data_dir: Path, url: str) -> Copied:
    """Copy WARC files, index and id; a file that is there in the same size is left, since WARC files only grow.

    Raises InputError for an address that cannot be used, StoreError where the other place fails.
    """
    system, root = _open_place(url)
    written = there = size = 0
    try:
        system.makedirs(root, exist_ok=True)
        kept = ("*.warc.gz", "*.cdxj", IDENTITY)
        for path in sorted(path for form in kept for path in archive_dir(data_dir).glob(form)):
            target, length = f"{root.rstrip('/')}/{path.name}", path.stat().st_size
            if path.suffix != ".cdxj" and system.exists(target) and system.size(target) == length:
                there += 1
                continue
            system.put_file(str(path), target)
            written, size = written + 1, size + length
    except Exception as error:  # each of fsspec's systems has errors of its own
        reason = f"{type(error).__name__}: {error}"
        raise StoreError(
            _without_secret(f"the copy to {url} failed: {reason}", url), remedy="try again: what is there stays"
        ) from error
    return Copied(written=written, there=there, bytes=size)


def _open_place(url: str) -> tuple[Any, str]:
    if not url.strip():
        raise InputError("cannot copy to an empty address", remedy="write a folder, or an address such as s3://...")
    try:
        system, root = fsspec.core.url_to_fs(url)
    except Exception as error:  # each of fsspec's systems has errors of its own
        reason = f"{type(error).__name__}: {error}"
        raise InputError(
            _without_secret(f"cannot copy to {url}: {reason}", url),
            remedy="write a folder, or install what fsspec names",
        ) from error
    return system, str(root)


def _without_secret(text: str, url: str) -> str:
    """Leave out of a message what the address has as user and password, wherever it quotes them."""
    found = _SECRET.search(url)
    if not found:
        return text
    hidden = text.replace(found[0], "***@")
    return hidden.replace(found[1], "***") if found[1] else hidden
