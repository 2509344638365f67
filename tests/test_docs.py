"""The README's commands, targets, tables and settings are those of the code."""

import re
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from config.gazetteer import load_gazetteer
from config.predicates import load_predicates
from config.settings import Settings
from index.exports.columns import COLUMNS
from pipelines.cli.app import EXIT_CODES, app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def _commands() -> dict[str, set[str]]:
    """Return every command with its options; of groups also "group command"."""
    root = typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    found = {"": {option for parameter in root.params for option in parameter.opts}}
    for name, command in root.commands.items():
        found[name] = {option for parameter in command.params for option in parameter.opts}
        if isinstance(command, TyperGroup):
            for inner, part in command.commands.items():
                found[f"{name} {inner}"] = {option for parameter in part.params for option in parameter.opts}
    return found


COMMANDS = _commands()


def test_every_command_of_the_readme_exists() -> None:
    named = re.findall(r"(?<![\w/-])eip ((?:[a-z-]+ )?[a-z]+(?:-[a-z]+)*)", "\n".join(re.findall(r"`([^`]+)`", README)))
    assert named, "the README names no command"
    unknown = {n for n in named if n not in COMMANDS and n.split()[0] not in COMMANDS}
    assert not unknown


def test_every_command_is_in_the_readme() -> None:
    missing = [name for name in COMMANDS if name and f"eip {name}" not in README]
    assert not missing


@pytest.mark.parametrize("line", re.findall(r"^eip .*$", README, flags=re.M))
def test_examples_use_options_that_exist(line: str) -> None:
    words = line.split("#", maxsplit=1)[0].split()
    name = f"{words[1]} {words[2]}" if len(words) > 2 and f"{words[1]} {words[2]}" in COMMANDS else words[1]
    assert name in COMMANDS
    for option in (word for word in words if word.startswith("--")):
        assert option in COMMANDS[name] | COMMANDS[""], option


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.M))
    code = "\n".join(re.findall(r"`[^`\n]*`|^(?: {4})?make .*$", README, flags=re.M))
    named = set(re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)", code))
    assert {"run", "test"} <= named
    assert not named - targets


def test_settings_table() -> None:
    rows = dict(re.findall(r"^\| `(EIP_[A-Z_]+)` \|[^|]*\| (.*) \|$", README, flags=re.M))
    assert rows == {f"EIP_{name.upper()}": field.description for name, field in Settings.model_fields.items()}


def test_columns_of_the_export() -> None:
    section = README.split("## Exports")[1].split("### In pandas")[0]
    assert re.findall(r"^\| `([a-z_0-9]+)` \|", section, flags=re.M) == [column.name for column in COLUMNS["facts"]]


def test_numbers_of_declared_things() -> None:
    assert f"{len(load_gazetteer()):,} things" in README
    assert f"`config/predicates.yml` ({len(load_predicates().predicates)}," in README


def test_exit_codes() -> None:
    for code in re.findall(r"\b(\d+) ([a-z]+ [a-z]+)", EXIT_CODES):
        assert " ".join(code) in " ".join(README.split())


def test_files_that_are_named_exist() -> None:
    for path in set(
        re.findall(r"`((?:config|nlp|crawlers|index|pipelines|search_api|tests|benchmarks)/[\w./-]+)`", README)
    ):
        assert (ROOT / path).exists(), path


def test_the_screenshot_exists() -> None:
    assert (ROOT / re.search(r"!\[[^\]]+\]\(([^)]+)\)", README)[1]).is_file()  # type: ignore[index]
