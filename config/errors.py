"""The atlas's errors: few, and each carries what the edge needs.

AtlasError
├── DeclarationError   declared data (YAML, CSV, TOML) is wrong: file, line, remedy      exit 2   HTTP 500
├── InputError         a file or text that a user gave cannot be read                    exit 1   HTTP 400
├── QueryError         a query or parameter makes no sense: place, remedy                exit 2   HTTP 400
├── NotFoundError      no such article, entity, fact or URL                              exit 1   HTTP 404
├── StoreError         catalog, archive or ledger failed                                 exit 3   HTTP 503
└── EngineError        the search engine failed; the catalog is untouched                exit 3   HTTP 503
"""

from pathlib import Path


class AtlasError(Exception):
    """Base of all errors that a person is meant to read."""

    exit_code = 1
    http_status = 500

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} ({self.remedy})" if self.remedy else self.message


class DeclarationError(AtlasError):
    """Declared data is wrong; names the file and the line."""

    exit_code = 2

    def __init__(self, path: Path, line: int, message: str, *, remedy: str = "") -> None:
        super().__init__(f"{path}:{line}: {message}", remedy=remedy)
        self.path = path
        self.line = line


class InputError(AtlasError):
    """A file or text that a user gave cannot be read."""

    http_status = 400


class QueryError(AtlasError):
    """A query or parameter makes no sense.

    `position` counts code points from the start of the query; `parameter` is what it is called where it is asked.
    """

    exit_code = 2
    http_status = 400

    def __init__(
        self, message: str, *, position: int | None = None, remedy: str = "", parameter: str | None = None
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.position = position
        self.parameter = parameter


class NotFoundError(AtlasError):
    """No such article, entity, fact or URL."""

    http_status = 404


class StoreError(AtlasError):
    """The catalog, the archive or the ledger failed."""

    exit_code = 3
    http_status = 503


class EngineError(AtlasError):
    """The search engine failed; nothing in the catalog is lost."""

    exit_code = 3
    http_status = 503
