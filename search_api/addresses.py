"""Addresses as anybody may read them."""


def without_folders(url: str) -> str:
    """Leave of a local file's address its name only: where it lies is nobody's business who asks over HTTP."""
    scheme, _, rest = url.partition(":")
    return f"file:///{rest.rpartition('/')[2]}" if scheme == "file" else url
