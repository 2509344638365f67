"""Read declared data (YAML, CSV) strictly: every fault names its file, its line and the remedy."""

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from config.errors import DeclarationError

CONFIG_DIR = Path(__file__).parent

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Row:
    """One CSV row with the line it starts on."""

    path: Path
    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def items(self, column: str) -> tuple[str, ...]:
        """Split a cell of several values at its bars."""
        return tuple(part for part in (p.strip() for p in self.values[column].split("|")) if part)

    def error(self, message: str, remedy: str) -> DeclarationError:
        return DeclarationError(self.path, self.line, message, remedy=remedy)


def iter_rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Iterate over a CSV file whose header must name exactly these columns; cells must be NFC.

    Raises DeclarationError with the file and line.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = tuple(next(reader, ()))
        if header != columns:
            wrong = sorted(set(header) ^ set(columns)) or ["their order"]
            raise DeclarationError(
                path, 1, f"the header differs in {', '.join(wrong)}", remedy=f"write {','.join(columns)}"
            )
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(columns):
                raise DeclarationError(
                    path, line, f"{len(cells)} cells in place of {len(columns)}", remedy="quote cells that hold commas"
                )
            for column, cell in zip(columns, cells, strict=True):
                if not unicodedata.is_normalized("NFC", cell):
                    raise DeclarationError(path, line, f"{column} is not NFC: {cell!r}", remedy="normalise it to NFC")
            yield Row(path, line, dict(zip(columns, cells, strict=True)))
            line = reader.line_num + 1


def load_yaml(path: Path, model: type[Model]) -> Model:
    """Load a YAML file into a pydantic model that forbids unknown keys.

    Raises DeclarationError with the line of the offending key or value.
    """
    node, data = _compose(path)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DeclarationError(
            path, _line_of(node, first["loc"]), f"{where}: {first['msg']}", remedy=_remedy(first, model)
        ) from error


def _compose(path: Path) -> tuple[yaml.Node | None, Any]:
    text = _read_text(path)
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is not None:
            _refuse_odd_keys(path, node)
        return node, loader.construct_document(node) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise DeclarationError(path, line, f"not YAML: {error.problem}", remedy="mend the syntax") from error
    except yaml.reader.ReaderError as error:
        odd = yaml.reader.Reader.NON_PRINTABLE.search(text)  # the readers count letters or bytes
        line = text[: odd.start() if odd else 0].count("\n") + 1
        raise DeclarationError(path, line, "not YAML: a control character", remedy="remove the character") from error
    except RecursionError as error:
        raise DeclarationError(path, 1, "not YAML: nested too deeply", remedy="mend the syntax") from error


def _read_text(path: Path) -> str:
    try:
        return unicodedata.normalize("NFC", path.read_text("utf-8"))
    except (UnicodeDecodeError, OSError) as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: UnicodeDecodeError | OSError) -> DeclarationError:
    """Return what a file that cannot be opened or decoded is told as."""
    if isinstance(error, OSError):
        return DeclarationError(path, 1, f"cannot be read: {error.strerror}", remedy="see whether it can be")
    line = error.object[: error.start].count(b"\n") + 1
    return DeclarationError(path, line, f"not UTF-8: {error.reason}", remedy="save it as UTF-8")


_SafeLoader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader  # ten times as fast


class _Loader(_SafeLoader):  # type: ignore[misc, valid-type]
    """Names the line of a value that looks like a date or a number and is none."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, OverflowError, TypeError) as error:
            raise yaml.MarkedYAMLError(problem=f"{node.value!r}: {error}", problem_mark=node.start_mark) from error


def _refuse_odd_keys(path: Path, node: yaml.Node) -> None:
    """Refuse keys that are said twice or are no words."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise DeclarationError(path, line, "a key is a list or a mapping", remedy="write a word as the key")
            if key.value in seen:
                raise DeclarationError(path, line, f"{key.value}: said twice", remedy="keep one")
            seen.add(key.value)
            _refuse_odd_keys(path, value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_odd_keys(path, item)


def _line_of(node: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    line = node.start_mark.line + 1 if node is not None else 1
    for part in location:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(part):
                    line, node = key.start_mark.line + 1, value
                    break
            else:
                return line
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line


def _remedy(error: Mapping[str, Any], model: type[BaseModel]) -> str:
    if error["type"] == "extra_forbidden":
        depth = len(error["loc"])
        known = f"; known: {', '.join(model.model_fields)}" if depth == 1 else ""
        return f"remove the key or mend its spelling{known}"
    if error["type"] == "missing":
        return "add the key"
    return f"write a value that fits; found {error.get('input')!r}"[:200]
