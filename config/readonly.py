"""How an SQLite file is opened in a folder that cannot be written: a backup, a read-only disk, another user's data."""

import os
from pathlib import Path


def is_writable(path: Path) -> bool:
    """Tell whether a file and its folder can be written, as SQLite needs both."""
    return all(os.access(place, os.W_OK, effective_ids=True) for place in (path, path.parent))


def reading_uri(path: Path) -> str:
    """Name a file for reading only.

    Where it cannot be written and no writer's log lies beside it, as a file that does not change: SQLite would want to
    make files beside it else.
    """
    frozen = not is_writable(path) and not path.with_name(f"{path.name}-wal").exists()
    return f"{path.absolute().as_uri()}?mode=ro" + ("&immutable=1" if frozen else "")
