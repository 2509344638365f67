"""Turn names and figures into facts."""

from nlp.facts.build import Built, FactBuilder

__all__ = ["Built", "FactBuilder"]
