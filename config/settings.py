"""Settings: `EIP_*` variables over one TOML file over defaults."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from config.declared import unreadable
from config.errors import DeclarationError

DEFAULT_FILE = "eip.toml"


class Settings(BaseSettings):
    """Where data lives, which engines are used, how politely pages are fetched, where the server listens."""

    model_config = SettingsConfigDict(env_prefix="EIP_", extra="forbid", frozen=True)

    data_dir: Path = Field(Path("data"), description="folder of everything that a run writes")
    database_url: SecretStr | None = Field(None, description="catalog on a database server; in data_dir if empty")
    search_url: SecretStr | None = Field(None, description="Elasticsearch, several by commas; tantivy if empty")
    sources_dir: Path | None = Field(None, description="source files in place of the bundled ones")
    host: str = Field("127.0.0.1", description="address that the server binds to")
    port: int = Field(8000, ge=0, le=65535, description="port that the server binds to")
    hosts: str = Field("", description="names that a proxy or the network has for the server, several by commas")
    workers: int = Field(0, ge=0, le=64, description="processes that ingest; 0 is one a core")
    user_agent: str = Field("EIPAtlas/0.1", description="how the crawler names itself")
    contact: str = Field("", description="mail or page named to the sites that are crawled")
    min_delay: float = Field(1.0, ge=0, le=600, description="least seconds between two requests to one host")
    worker: str | None = Field(None, description="name of this machine among several; the host's name if empty")
    alert_webhook: SecretStr | None = Field(None, description="address that degraded runs are posted to, as JSON")
    alert_mail: str | None = Field(None, description="whom degraded runs are mailed to, several by commas")
    smtp_url: SecretStr = Field(
        SecretStr("smtp://localhost:25"), description="mail server: smtp(s)://user:password@host:port"
    )
    max_upload_mb: int = Field(20, ge=1, le=1024, description="largest page or file that is read, in MB")

    @field_validator("database_url", "search_url", "alert_webhook", "alert_mail", "worker", mode="before")
    @classmethod
    def _empty_is_none(cls, value: Any) -> Any:
        return value or None

    @property
    def catalog_url(self) -> str:
        """Address of the system of record; may hold a password: never show it."""
        return self.database_url.get_secret_value() if self.database_url else str(self.data_dir / "catalog.sqlite")

    @property
    def ledger_place(self) -> Path | str:
        """Where the crawl's ledger lies: beside a catalog on PostgreSQL, else in data_dir; may hold a password."""
        url = self.database_url.get_secret_value() if self.database_url else ""
        return url if url.startswith(("postgresql", "postgres:")) else self.data_dir / "ledger.sqlite"

    @property
    def archive_dir(self) -> Path:
        return self.data_dir / "archive"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del dotenv_settings, file_secret_settings
        toml = TomlConfigSettingsSource(settings_cls, Path(os.environ.get("EIP_CONFIG", DEFAULT_FILE)))
        return init_settings, env_settings, toml


def load_settings(**given: Any) -> Settings:
    """Load the settings; `given` values win over variables and file.

    Raises DeclarationError naming the file or variable, and the line of a broken TOML file.
    """
    path = Path(os.environ.get("EIP_CONFIG", DEFAULT_FILE))
    if "EIP_CONFIG" in os.environ and not path.is_file():
        raise DeclarationError(path, 1, "no such settings file", remedy="create it or unset EIP_CONFIG")
    _refuse_unknown_variables(os.environ)
    try:
        return Settings(**{key: value for key, value in given.items() if value is not None})
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(path, _line_in(path, error), f"not TOML: {error}", remedy="mend the syntax") from error
    except (UnicodeDecodeError, OSError) as error:
        raise unreadable(path, error) from error
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        in_file = path.is_file() and f"EIP_{key.upper()}" not in os.environ
        place = path if in_file else Path(f"EIP_{key.upper()}")
        line = _line_of(path, key) if in_file else 1
        raise DeclarationError(place, line, f"{key}: {first['msg']}", remedy=_remedy(first["type"])) from None


def _refuse_unknown_variables(environment: Mapping[str, str]) -> None:
    known = {f"EIP_{name.upper()}" for name in Settings.model_fields} | {"EIP_CONFIG"}
    for name in environment:
        if name.startswith("EIP_") and name not in known and not name.startswith(("EIP_TEST_", "EIP_SEEDS")):
            raise DeclarationError(Path(name), 1, "unknown variable", remedy=f"known: {', '.join(sorted(known))}")


def _remedy(kind: str) -> str:
    if kind == "extra_forbidden":
        return f"remove the key; known: {', '.join(sorted(Settings.model_fields))}"
    return "write a value that fits"


def _line_in(path: Path, error: tomllib.TOMLDecodeError) -> int:
    """Read the line out of the message: Python tells it nowhere else before 3.14; without one it is the last."""
    at = re.search(r"at line (\d+)", str(error))
    return int(at[1]) if at else len(path.read_text("utf-8").splitlines()) or 1


def _line_of(path: Path, key: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.split("=")[0].strip(" \t[]\"'") == key), 1)
