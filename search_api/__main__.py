"""Serve the atlas as the settings say: `python -m search_api`."""

import logging
import sys

from config.errors import AtlasError
from config.settings import load_settings
from search_api.app import serve


def main() -> int:
    """Serve until interrupted and return the exit code; the address goes to standard output."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    try:
        serve(load_settings(), on_ready=_announce)
    except AtlasError as error:
        sys.stderr.write(f"eip: {error}\n")
        return error.exit_code
    return 0


def _announce(address: str) -> None:
    sys.stdout.write(f"EIP Atlas: {address}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
