"""Where a ledger lies: an SQLite file, or PostgreSQL for several machines; one dialect of SQL for both.

Statements are written for SQLite, with `?` or `?1` for parameters and quoted reserved words. For PostgreSQL the marks
and the column types are translated, nothing else; the tables lie in a schema of their own beside the catalog's.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg.pq import TransactionStatus

from config.errors import StoreError
from config.readonly import reading_uri

SCHEMA_NAME = "crawl"
_WAYS = (  # part of a database's message, what helps
    ("is not a database", "it is damaged or no ledger: restore it from a backup"),
    ("malformed", "it is damaged: restore it from a backup"),
    ("disk I/O error", "see whether the disk has room and is sound; else restore it from a backup"),
    ("locked", "another process writes it: wait, or end that one"),
    ("full", "make room on the disk"),
    ("readonly", "see whether the file and its folder can be written"),
    ("unable to open", "see whether the file and its folder can be read and written"),
    ("denied", "see whether the file and its folder can be read and written"),
)
_LOCK = 0x45495043  # advisory lock: one process at a time prepares the tables


class NoLedgerError(StoreError):
    """Nothing was crawled or ingested yet."""

    def __init__(self) -> None:
        super().__init__("there is no ledger yet", remedy="crawl or ingest something first")


class Cursor(Protocol):
    """The rows of a statement."""

    @property
    def rowcount(self) -> int: ...
    @property
    def description(self) -> Sequence[Any] | None: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


class Database(Protocol):
    """A connection that commits each statement but in a transaction; its errors are StoreErrors."""

    @property
    def in_transaction(self) -> bool: ...
    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Cursor: ...
    def begin(self) -> None:
        """Begin a transaction that may write."""

    def insert_numbered(self, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows with the numbers that they bring, and number on after them; those whose key is there stay."""

    def find_version(self) -> int:
        """Return the format that the tables have, 0 where there are none; waits for whoever prepares them."""

    def set_version(self, version: int) -> None: ...
    def close(self) -> None: ...


class SqliteCursor(sqlite3.Cursor):
    """Reads rows as they are asked for: a damaged place of the file is met only then."""

    path = Path()

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except sqlite3.Error as error:
            raise _failed(f"the ledger {self.path} cannot be read", error) from error

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except sqlite3.Error as error:
            raise _failed(f"the ledger {self.path} cannot be read", error) from error

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except sqlite3.Error as error:
            raise _failed(f"the ledger {self.path} cannot be read", error) from error


class SqliteDatabase:
    """A file; several processes may hold it open."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    def open(cls, path: Path) -> "SqliteDatabase":
        """Open a file for writing, creating it where there is none; StoreError if that cannot be."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise _failed(f"the ledger {path} cannot be opened", error) from error
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
        except sqlite3.Error as error:
            connection.close()
            raise _failed(f"the ledger {path} cannot be opened", error) from error
        return cls(connection, path)

    @classmethod
    def read(cls, path: Path) -> "SqliteDatabase":
        """Open an existing file for reading only; NoLedgerError where there is none, StoreError for a broken one."""
        connection = None
        try:
            if not path.exists():
                raise NoLedgerError
            connection = sqlite3.connect(reading_uri(path), uri=True, timeout=5)
            connection.execute("SELECT 1 FROM urls LIMIT 1")
        except (OSError, sqlite3.Error) as error:
            if connection is not None:
                connection.close()
            if str(error) == "no such table: urls":  # an empty file, or one that is being prepared
                raise NoLedgerError from error
            raise _failed(f"the ledger {path} cannot be read", error) from error
        return cls(connection, path)

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Cursor:
        try:
            cursor = self._connection.cursor(SqliteCursor)
            cursor.path = self._path
            return cursor.execute(sql, parameters)
        except sqlite3.Error as error:
            raise _failed(f"the ledger {self._path} cannot be {_verb(sql)}", error) from error

    def begin(self) -> None:
        self.execute("BEGIN IMMEDIATE")

    def insert_numbered(self, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        sql = f"INSERT INTO {table} ({_list(names)}) VALUES ({_marks(names)}) ON CONFLICT DO NOTHING"  # noqa: S608
        for row in rows:
            self.execute(sql, row)

    def find_version(self) -> int:
        return int(self.execute("PRAGMA user_version").fetchone()[0])

    def set_version(self, version: int) -> None:
        self.execute(f"PRAGMA user_version={version}")

    def close(self) -> None:
        self._connection.close()


class PostgresqlDatabase:
    """A server; any number of machines may use it."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection
        self.execute(f"SET search_path TO {SCHEMA_NAME}")

    @classmethod
    def open(cls, url: str) -> "PostgresqlDatabase":
        """Connect and create the schema where there is none; raises StoreError, which never tells the password."""
        database = cls(_connect(url))
        database.begin()
        database.execute("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
        database.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA_NAME}")
        database.execute("CREATE TABLE IF NOT EXISTS format (version INTEGER NOT NULL)")
        database.execute("COMMIT")
        return database

    @classmethod
    def read(cls, url: str) -> "PostgresqlDatabase":
        """Connect to an existing ledger."""
        database = cls(_connect(url))
        if database.execute("SELECT to_regclass(?)", (f"{SCHEMA_NAME}.urls",)).fetchone()[0] is None:
            database.close()
            raise NoLedgerError
        return database

    @property
    def in_transaction(self) -> bool:
        return self._connection.info.transaction_status in {TransactionStatus.INTRANS, TransactionStatus.INERROR}

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Cursor:
        try:
            return self._connection.execute(_translate(sql), [storable(value) for value in parameters])
        except psycopg.Error as error:
            raise _failed(f"the ledger on the server cannot be {_verb(sql)}", error) from error

    def begin(self) -> None:
        self.execute("BEGIN")

    def insert_numbered(self, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        sql = (
            f"INSERT INTO {table} ({_list(names)}) OVERRIDING SYSTEM VALUE VALUES ({_marks(names)})"  # noqa: S608
            " ON CONFLICT DO NOTHING"
        )
        try:
            self._connection.cursor().executemany(_translate(sql), [list(map(storable, row)) for row in rows])
        except psycopg.Error as error:
            raise _failed(f"the ledger on the server cannot be {_verb(sql)}", error) from error
        if "id" in names:
            last = f"(SELECT max(id) FROM {table})"  # noqa: S608
            self.execute("SELECT setval(pg_get_serial_sequence(?, 'id'), " + last + ")", (table,))

    def find_version(self) -> int:
        self.execute("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
        row = self.execute("SELECT max(version) FROM format").fetchone()
        return int(row[0] or 0)

    def set_version(self, version: int) -> None:
        self.execute("DELETE FROM format")
        self.execute("INSERT INTO format (version) VALUES (?)", (version,))

    def close(self) -> None:
        self._connection.close()


def is_server(place: Path | str) -> bool:
    """Tell whether a ledger's place is the address of a PostgreSQL server."""
    return isinstance(place, str) and place.startswith(("postgresql", "postgres:"))


def _connect(url: str) -> "psycopg.Connection[Any]":
    plain = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", url)
    try:
        return psycopg.connect(plain, autocommit=True, connect_timeout=10, cursor_factory=psycopg.RawCursor)
    except psycopg.Error as error:
        message = "the database server of the ledger cannot be reached"
        raise StoreError(message, remedy="see EIP_DATABASE_URL, and whether the server runs") from error


@lru_cache(maxsize=500)
def _translate(sql: str) -> str:
    count = iter(range(1, 100))
    sql = re.sub(r"\?(\d*)", lambda mark: f"${mark[1] or next(count)}", sql)
    if sql.lstrip().startswith(("CREATE", "ALTER")):
        sql = sql.replace("INTEGER PRIMARY KEY", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")
        sql = sql.replace("INTEGER", "BIGINT").replace(" REAL", " DOUBLE PRECISION").replace(" STRICT", "")
    return sql


def storable(value: Any) -> Any:
    """Write out what PostgreSQL cannot hold in a text."""
    if isinstance(value, str):
        return value.replace("\0", "\\0").encode("utf-8", "backslashreplace").decode()
    return value


def _list(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _marks(names: Sequence[str]) -> str:
    return ", ".join("?" for _ in names)


def _verb(sql: str) -> str:
    return "read" if sql.lstrip().startswith("SELECT") else "written"


def _failed(what: str, error: Exception) -> StoreError:
    reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
    return StoreError(f"{what}: {reason}", remedy=next((way for word, way in _WAYS if word in reason), ""))
