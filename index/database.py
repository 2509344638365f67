"""Open the catalog's database: SQLite in a file, or PostgreSQL by address."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy.dialects import postgresql, sqlite

from config.errors import QueryError, StoreError
from config.readonly import is_writable, reading_uri

HEAD = "0002"
BUSY_SECONDS = 60
_MIGRATION_LOCK = 0x0E1_9A71A5
_ADDRESS = "write postgresql://user:password@host:port/name, in EIP_DATABASE_URL or after --to"
_REMEDIES = (  # part of a database's message, what helps
    ("is not a database", "it is damaged or no catalog: restore it from a backup"),
    ("malformed", "it is damaged: restore it from a backup"),
    ("disk I/O error", "see whether the disk has room and is sound; else restore it from a backup"),
    ("locked", "another process writes it: wait, or end that one; nothing was changed"),
    ("is full", "make room on the disk; nothing was changed"),
    ("readonly", "see whether the file and its folder can be written"),
    ("unable to open", "see whether the file and its folder can be read and written"),
    ("no such table", "it is no whole catalog: restore it from a backup"),
    ("authentication failed", "see user and password in EIP_DATABASE_URL"),
    ("does not exist", "see EIP_DATABASE_URL"),
    ("connection", "see EIP_DATABASE_URL, and whether the server runs; nothing was changed"),
)
_OUTBOX_LOCK = _MIGRATION_LOCK + 1


class Database:
    """Hands out reading and writing transactions; the schema is brought up to date when it is opened."""

    def __init__(self, url_or_path: str | Path) -> None:
        self._engine = _create_engine(str(url_or_path))
        self._place = _name_place(self._engine.url)
        try:
            self._migrate()
        except BaseException:
            self._engine.dispose()
            raise

    @property
    def is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Read one consistent state of the catalog."""
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._wrapped(), self._engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Write all or nothing; waits for other writers up to BUSY_SECONDS."""
        with self._wrapped(), self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def _wrapped(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.SQLAlchemyError as error:
            reason = next(iter(str(getattr(error, "orig", None) or "").strip().splitlines()), type(error).__name__)
            remedy = next((remedy for word, remedy in _REMEDIES if word in reason), "nothing was changed: try again")
            raise StoreError(f"the catalog {self._place} failed: {reason}", remedy=remedy) from error

    def close(self) -> None:
        self._engine.dispose()

    def order_outbox(self, connection: sa.Connection) -> None:
        """Make numbers of the outbox become visible in their order: PostgreSQL's sequences alone do not."""
        if not self.is_sqlite:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_OUTBOX_LOCK)))

    def lock_article(self, connection: sa.Connection, article_id: str) -> None:
        """Let one writer at a time change an article, until the transaction ends; SQLite has one writer anyway."""
        if not self.is_sqlite:
            key = int.from_bytes(hashlib.sha256(article_id.encode()).digest()[:8], signed=True)
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))

    def put(self, connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> None:
        """Insert a row or replace the one that has its key, also where another process inserts it meanwhile."""
        insert = sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)
        values = {name: insert.excluded[name] for name in row}
        connection.execute(insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=values), row)

    def _migrate(self) -> None:
        with self.reading() as connection:
            if _revision(connection) == HEAD:
                return
        with self.writing() as connection:
            if not self.is_sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:
                raise StoreError(
                    "the catalog was written by a newer version of the program", remedy="update the program"
                ) from error


def _create_engine(url_or_path: str) -> sa.Engine:
    options: dict[str, Any] = {"json_serializer": partial(json.dumps, ensure_ascii=False, separators=(",", ":"))}
    if "://" in url_or_path and not url_or_path.startswith("sqlite"):
        try:
            url = sa.make_url(url_or_path)
        except (sa.exc.ArgumentError, ValueError):  # ValueError: the port is no number
            raise QueryError("the address of the catalog is no address", remedy=_ADDRESS) from None
        if url.get_backend_name() != "postgresql":
            raise QueryError("the catalog lives in SQLite or PostgreSQL only", remedy=_ADDRESS)
        return sa.create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, **options)
    path = Path(url_or_path.removeprefix("sqlite:///"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent}: {error.strerror}", remedy="choose another data folder") from error
    url = sa.URL.create("sqlite", database=str(path))
    if path.exists() and not is_writable(path):
        connect = partial(sqlite3.connect, timeout=BUSY_SECONDS, uri=True, check_same_thread=False)
        engine = sa.create_engine(url, creator=lambda: connect(reading_uri(path)), **options)
        sa.event.listen(engine, "connect", _prepare_reading)
    else:
        engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS}, **options)
        sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions are ours, see _begin_sqlite
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-32000"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_reading(connection: Any, _: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA cache_size=-32000")


def _begin_sqlite(connection: sa.Connection) -> None:
    # A transaction that reads first and writes later would fail at once when another process wrote in between.
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _name_place(url: sa.URL) -> str:
    """Name a catalog's place as it may be shown: a path, or server and database without user and password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return f"{url.database} on {url.host or 'localhost'}" + (f":{url.port}" if url.port else "")
