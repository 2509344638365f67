"""Cut long texts into blocks that are each about one thing: at headings, or between paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from config.schema import Passage
from nlp.segment import title_of

WHOLE = 3000  # letters up to which a text is one block
LEAST = 700  # letters a block has at least before a heading ends it
MOST = 2600  # letters after which a block ends at the next paragraph


@dataclass(frozen=True, slots=True)
class Block:
    """Passages that are read together; the first `context` of them are headings before, for what they name."""

    passages: tuple[Passage, ...]
    context: int = 0

    @property
    def start(self) -> int:
        return self.passages[self.context].start

    @property
    def end(self) -> int:
        return self.passages[-1].end

    @property
    def title(self) -> str | None:
        """The text that the block opens with as a heading."""
        return title_of(self.passages)


def cut_blocks(passages: Sequence[Passage]) -> list[Block]:
    """Cut a text into blocks; one that does not open with a heading has the title and the last heading before it."""
    if not passages or passages[-1].end - passages[0].start <= WHOLE:
        return [Block(tuple(passages))] if passages else []
    blocks: list[Block] = []
    title = passages[:1] if passages[0].kind == "heading" else ()
    heading: Sequence[Passage] = ()
    for group in _iter_groups(passages):
        context = (*title, *heading) if blocks and group[0].kind != "heading" else ()
        blocks.append(Block((*context, *group), len(context)))
        heading = [p for p in group if p.kind == "heading" and p is not passages[0]][-1:] or heading
    return blocks


def _iter_groups(passages: Sequence[Passage]) -> Iterator[tuple[Passage, ...]]:
    group: list[Passage] = []
    size = 0
    for passage in passages:
        ends = (passage.kind == "heading" and size >= LEAST) or (passage.kind != "row" and size >= MOST)
        if group and ends:
            yield tuple(group)
            group, size = [], 0
        group.append(passage)
        size += len(passage.text)
    if group:
        yield tuple(group)
