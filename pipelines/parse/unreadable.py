"""Why a page cannot be read."""

from config.errors import InputError
from config.schema import Issue, Page


class UnreadableError(InputError):
    """A page or file that holds no article we can read; `reason` is a word to count, the message a sentence."""

    def __init__(self, reason: str, message: str, *, stage: str = "parse") -> None:
        super().__init__(message)
        self.reason = reason
        self.stage = stage

    def issue(self, page: Page) -> Issue:
        """Report the refusal for a page."""
        return Issue(source=page.source, url=page.url, stage=self.stage, reason=self.reason, detail=self.message)
