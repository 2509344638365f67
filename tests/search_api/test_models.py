"""The examples of the API are what it would answer with."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import AliasPath, BaseModel

from config.decimals import plain
from search_api import models


def with_examples() -> list[type[BaseModel]]:
    found = [m for m in vars(models).values() if isinstance(m, type) and issubclass(m, BaseModel)]
    extras: list[Any] = [model.model_config.get("json_schema_extra") or {} for model in found]
    return [model for model, extra in zip(found, extras, strict=True) if "examples" in extra]


@pytest.mark.parametrize("model", with_examples())
def test_examples_have_the_shape_of_answers(model: type[BaseModel]) -> None:
    extra = model.model_config["json_schema_extra"]
    assert isinstance(extra, dict)
    examples: Any = extra["examples"]
    for example in examples:
        assert example.keys() == model.model_fields.keys()
        assert model.model_validate(example)


@pytest.mark.parametrize(
    ("value", "written"),
    [("75000000000", "75000000000"), ("7.5E+10", "75000000000"), ("1.200", "1.2"), ("0.000", "0"), ("100", "100")],
)
def test_numbers_are_written_plainly(value: str, written: str) -> None:
    assert plain(Decimal(value)) == written


def test_evidence_is_flattened_by_attribute() -> None:
    assert models.FigureModel.model_fields["start"].validation_alias == AliasPath("evidence", "start")
