"""The embedded engine: tantivy, in a folder, found through a pointer file.

index/current            {"name": "v-...", "layout": ...}: the version that everybody uses
index/v-.../docs, facts  one tantivy index for each collection
"""

import json
import os
import shutil
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from config.errors import EngineError
from index.backends.base import Age, Backend, Found, Row, Wanted
from index.backends.collection import Collection, wrapped
from index.fields import COLLECTIONS, SCHEMA, age_of, made_for

_POINTER = "current"
_DAY_SECONDS = 86_400


class EmbeddedBackend:
    """Reads from any number of threads and processes; one process at a time writes."""

    def __init__(self, folder: Path, *, name: str | None = None) -> None:
        self._folder = folder
        self._fixed = name
        self._guard = threading.RLock()
        self._opened: tuple[str, dict[str, Collection]] | None = None
        if name is None and not (folder / _POINTER).exists():
            EmbeddedBackend(folder, name=_new_name())._begin()

    @property
    def name(self) -> str:
        return self._fixed or str(self._pointer()["name"])

    @property
    def age(self) -> Age:
        return "current" if self._fixed is not None else age_of(self._pointer())

    def find(self, collection: str, wanted: Wanted) -> Found:
        with wrapped():
            collections = self._collections()
            try:
                return collections[collection].find(wanted)
            except (OSError, ValueError):
                if self._fixed or self._pointer()["name"] == collections[collection].version:
                    raise
            return self._collections()[collection].find(wanted)  # it was switched in between

    def put(self, collection: str, article_id: str, rows: Iterable[Row]) -> None:
        with wrapped(), self._guard:
            self._collections()[collection].replace(article_id, rows)

    def remove(self, article_ids: Iterable[str]) -> None:
        ids = list(article_ids)
        with wrapped(), self._guard:
            for collection in self._collections().values():
                for article_id in ids:
                    collection.replace(article_id, ())

    def commit(self) -> None:
        with wrapped(), self._guard:
            for collection in self._collections().values():
                collection.commit()

    def release(self) -> None:
        with wrapped(), self._guard:
            if self._opened is not None:
                for collection in self._opened[1].values():
                    collection.release()

    def count(self, collection: str) -> int:
        with wrapped():
            return self._collections()[collection].count()

    def rebuild(self) -> Backend:
        """Open an empty version beside; versions that a killed rebuild left behind are removed after a day."""
        current = self._pointer_or_none()
        for path in self._folder.glob("v-*"):
            if (current is None or path.name != current["name"]) and path.stat().st_mtime < time.time() - _DAY_SECONDS:
                shutil.rmtree(path, ignore_errors=True)
        return EmbeddedBackend(self._folder, name=_new_name())

    def switch(self) -> None:
        """Point to this version; readers follow with their next question, files they hold stay readable."""
        with wrapped(), self._guard:
            self._collections()
            former = self._pointer_or_none()
            self._draft().replace(self._folder / _POINTER)
            if former is not None and former["name"] != self.name:
                shutil.rmtree(self._folder / former["name"], ignore_errors=True)

    def _begin(self) -> None:
        """Make this empty version the first one, unless another process was faster."""
        with wrapped():
            self._collections()
            draft = self._draft()
            try:
                os.link(draft, self._folder / _POINTER)
            except FileExistsError:
                shutil.rmtree(self._folder / self.name, ignore_errors=True)
            except OSError:  # a file system without links
                draft.replace(self._folder / _POINTER)
            finally:
                draft.unlink(missing_ok=True)

    def _draft(self) -> Path:
        draft = self._folder / f"{_POINTER}.{uuid4().hex}"
        draft.write_text(json.dumps({"name": self.name, **made_for()}))
        return draft

    def close(self) -> None:
        self.release()
        self._opened = None

    def _collections(self) -> "dict[str, Collection]":
        name = self.name
        opened = self._opened
        if opened is not None and opened[0] == name:
            return opened[1]
        if self._fixed is None and self._pointer()["schema"] != SCHEMA:
            remedy = "update this one" if self.age == "newer" else "run `eip reindex`"
            raise EngineError("the index was built by another version of the program", remedy=remedy)
        with self._guard:
            self.close()
            if self._fixed is None and not all((self._folder / name / c / "meta.json").exists() for c in COLLECTIONS):
                raise EngineError(f"a part of the index is gone from {self._folder / name}", remedy="run `eip reindex`")
            found = {c: Collection(self._folder / name / c, fields) for c, fields in COLLECTIONS.items()}
            self._opened = (name, found)
            return found

    def _pointer(self) -> Row:
        pointer = self._read_pointer()
        if pointer is None:
            raise EngineError("the index is gone", remedy="run `eip reindex`")
        return pointer

    def _pointer_or_none(self) -> Row | None:
        """The pointer, or None if it is missing or broken: a new index takes the place of whatever there was."""
        try:
            return self._read_pointer()
        except EngineError:
            return None

    def _read_pointer(self) -> Row | None:
        try:
            pointer = json.loads((self._folder / _POINTER).read_text())
            return {key: pointer[key] for key in ("name", "schema", "content")} | {"layout": pointer.get("layout", 0)}
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError) as error:
            raise EngineError("the index's pointer file cannot be read", remedy="run `eip reindex`") from error


def _new_name() -> str:
    return f"v-{time.time_ns():x}-{uuid4().hex[:6]}"
