"""Hand the catalog to pandas."""

from typing import TYPE_CHECKING

from index.catalog import Catalog
from index.exports.columns import COLUMNS, iter_cells
from index.exports.delimited import iter_chunks
from index.records import FactFilter

if TYPE_CHECKING:
    import pandas as pd

CATEGORIES = frozenset("kind predicate unit base_unit currency modifier status language source dimension label".split())
_DTYPES = {"text": "string", "decimal": "Float64", "number": "float64", "count": "Int64", "flag": "boolean"}


def facts_frame(catalog: Catalog, filters: FactFilter | None = None) -> "pd.DataFrame":
    """Load facts into a DataFrame with the columns of FACT_COLUMNS; `published` is a datetime, empty cells are NA."""
    return frame(catalog, "facts", filters)


def frame(catalog: Catalog, kind: str, filters: FactFilter | None = None) -> "pd.DataFrame":
    """Load one of the exports into a DataFrame with proper dtypes."""
    import pandas as pd

    columns = COLUMNS[kind]
    names = [column.name for column in columns]
    dtypes = {c.name: "category" if c.name in CATEGORIES else _DTYPES[c.type] for c in columns}
    parts = [
        pd.DataFrame({n: _series(v, dtypes[n]) for n, v in zip(names, zip(*chunk, strict=True), strict=True)})
        for chunk in iter_chunks(iter_cells(catalog, kind, filters))
    ]
    loaded = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=names)
    loaded = loaded.astype(dtypes)
    if "published" in names:
        loaded["published"] = pd.to_datetime(loaded["published"])
    return loaded


def _series(values: tuple[object, ...], dtype: str) -> "pd.Series":
    import pandas as pd

    if dtype == "Float64":
        return pd.Series([None if value is None else float(str(value)) for value in values], dtype=dtype)
    return pd.Series(values, dtype="string" if dtype == "category" else dtype)
