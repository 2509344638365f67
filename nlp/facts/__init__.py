"""Turn names and figures into facts."""

from nlp.facts.build import Built, FactBuilder, build_facts

__all__ = ["Built", "FactBuilder", "build_facts"]
