"""Matrices of few features a row, for the models that are fitted here."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Sparse:
    """A matrix of rows of few features; products with dense weights and, transposed, with dense rows."""

    def __init__(self, rows: Sequence[Mapping[str, float]], columns: Mapping[str, int]) -> None:
        found = [[(columns[name], value) for name, value in row.items() if name in columns] for row in rows]
        self._columns = np.array([column for row in found for column, _ in row], dtype=np.intp)
        self._values = np.array([value for row in found for _, value in row])
        self._rows = np.repeat(np.arange(len(rows)), [len(row) for row in found])
        self._shape = len(rows), len(columns)

    def times(self, weights: Floats) -> Floats:
        parts = self._values[:, None] * weights[self._columns]
        return np.stack([np.bincount(self._rows, part, self._shape[0]) for part in parts.T], axis=1)

    def transposed_times(self, rows: Floats) -> Floats:
        parts = self._values[:, None] * rows[self._rows]
        return np.stack([np.bincount(self._columns, part, self._shape[1]) for part in parts.T], axis=1)
