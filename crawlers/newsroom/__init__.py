"""A small bilingual site of our own, for `make run`, tests and trying things out."""

from crawlers.newsroom.server import PORT, Newsroom, open_newsroom

__all__ = ["PORT", "Newsroom", "open_newsroom"]
