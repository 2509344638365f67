"""The `eip` command line.

Exit codes: 0 all is done; 1 an input could not be read, or what was asked for is not there; 2 a wrong command line,
query or declaration; 3 catalog, archive or search engine failed; 4 done, but a check or monitor found something wrong;
130 interrupted.
"""

from pipelines.cli.app import app, main

__all__ = ["app", "main"]
