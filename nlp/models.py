"""Build the spaCy pipelines: the `xx` tokenizer for Vietnamese, `en` for English, then the components."""

import re
from collections.abc import Sequence
from typing import Any, Literal

import spacy
from spacy.language import Language

from nlp.components import COMPONENTS, register_components
from nlp.components.names import NameComponent
from nlp.components.names.lookup import Lookup
from nlp.context import register_extensions

TOKENIZERS = {"vi": "xx", "en": "en"}
_NO_WORD = re.compile(r"\S{300}")  # without a blank; to look for affixes would take time quadratic in its length


def build_pipeline(
    language: Literal["vi", "en"], lookup: Lookup | None = None, components: Sequence[str] = tuple(COMPONENTS)
) -> Language:
    """Build a pipeline of one language; `spacy.blank("vi")` would cut figures wrong or need another package.

    `lookup` holds the names of another gazetteer than the bundled one.
    """
    register_extensions()
    register_components()
    pipeline = spacy.blank(TOKENIZERS[language])
    pipeline.max_length = 50_000_000
    tokenizer: Any = pipeline.tokenizer
    tokenizer.token_match = _NO_WORD.match
    for name in components:
        pipe = pipeline.add_pipe(name)
        if isinstance(pipe, NameComponent) and lookup is not None:
            pipe.lookup = lookup
    return pipeline
