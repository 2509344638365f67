"""Run quantulum3 in an environment of its own: texts as JSON on standard input, their quantities as JSON back.

Start it with the Python of that environment; it imports nothing of the project.
"""

import json
import sys


def main() -> None:
    """Print, for each text, the list of value, upper end, unit's name and surface of its quantities."""
    from quantulum3 import classifier, parser  # type: ignore[import-not-found, unused-ignore]

    classifier.USE_CLF = False  # it needs an old scikit-learn
    json.dump([[_row(quantity) for quantity in parser.parse(text)] for text in json.load(sys.stdin)], sys.stdout)


def _row(quantity: object) -> list[object]:
    value, spread = float(quantity.value), quantity.uncertainty  # type: ignore[attr-defined]
    ends = (value - spread, value + spread) if spread else (value, None)
    return [*ends, quantity.unit.name, quantity.surface]  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
