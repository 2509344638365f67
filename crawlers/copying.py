"""Copy the archive to another place: a folder, or an object store that fsspec knows (s3://bucket/folder)."""

from dataclasses import dataclass
from pathlib import Path

import fsspec

from config.errors import InputError, StoreError
from crawlers.store import archive_dir


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What a copy did: files written, and those that were there already, whole."""

    written: int
    there: int
    bytes: int


def copy_archive(data_dir: Path, url: str) -> Copied:
    """Copy the WARC files and the index; a file that is there in the same size is left, since WARC files only grow.

    Raises InputError for an address that cannot be used, StoreError where the other place fails.
    """
    try:
        system, root = fsspec.core.url_to_fs(url)
    except (ValueError, ImportError) as error:
        raise InputError(
            f"cannot copy to {url}: {error}", remedy="write a folder, or install what fsspec names"
        ) from error
    written = there = size = 0
    try:
        system.makedirs(root, exist_ok=True)
        for path in sorted([*archive_dir(data_dir).glob("*.warc.gz"), *archive_dir(data_dir).glob("*.cdxj")]):
            target, length = f"{root.rstrip('/')}/{path.name}", path.stat().st_size
            if path.suffix == ".gz" and system.exists(target) and system.size(target) == length:
                there += 1
                continue
            system.put_file(str(path), target)
            written, size = written + 1, size + length
    except OSError as error:
        raise StoreError(f"the copy of the archive failed: {error}", remedy="try again: what is there stays") from error
    return Copied(written=written, there=there, bytes=size)
