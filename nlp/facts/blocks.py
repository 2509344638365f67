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
    """Passages that are read together; the first `context` of them are the article's title, for what it names."""

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
    """Cut a text into blocks; each later one has the title before it unless it opens with a heading of its own."""
    if not passages or passages[-1].end - passages[0].start <= WHOLE:
        return [Block(tuple(passages))] if passages else []
    first, *rest = _iter_groups(passages)
    title = first[:1] if first[0].kind == "heading" else ()
    blocks = [Block(first)]
    for group in rest:
        context = () if group[0].kind == "heading" else title
        blocks.append(Block((*context, *group), len(context)))
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
