"""What a component may know of a Doc beside its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from spacy.tokens import Doc

from config.schema import BlockKind

Evidence = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where a Doc stands in its article."""

    language: Literal["vi", "en"]
    published: date | None = None
    kind: BlockKind = "paragraph"
    headings: tuple[str, ...] = ()
    header: tuple[str, ...] = ()  # cells of the table's header row, for rows
    caption: str | None = None
    lines: tuple[int, ...] = ()  # offsets of blanks that were line breaks
    evidence: Evidence | None = None  # what the whole document says of each name


def register_extensions() -> None:
    """Give every Doc `._.eip`, `._.eip_figures` and `._.eip_mentions`; harmless when repeated."""
    for name, default in (("eip", None), ("eip_figures", ()), ("eip_mentions", ())):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


def context_of(doc: Doc) -> Context:
    """Return the Doc's context, or one with the language of its vocabulary."""
    context: Context | None = doc._.eip if Doc.has_extension("eip") else None
    return context or Context(language="en" if doc.lang_ == "en" else "vi")
