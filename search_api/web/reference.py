"""The API as a page: what the OpenAPI description says, in a form to read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter with its meaning and an example."""

    name: str
    meaning: str
    example: str


@dataclass(frozen=True, slots=True)
class Route:
    """A path that can be read."""

    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    example: str


def describe(openapi: Mapping[str, Any]) -> list[Route]:
    """Pick what a reader needs out of an OpenAPI description."""
    schemas = openapi["components"]["schemas"]
    return [_route(path, methods["get"], schemas) for path, methods in openapi["paths"].items()]


def _route(path: str, operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> Route:
    schema = operation["responses"]["200"]["content"].get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    examples = schemas.get(name, {}).get("examples", [])
    return Route(
        path=path,
        summary=operation["description"],
        parameters=tuple(map(_parameter, operation.get("parameters", ()))),
        example=json.dumps(examples[0], ensure_ascii=False, indent=2) if examples else "",
    )


def _parameter(parameter: Mapping[str, Any]) -> Parameter:
    examples = parameter["schema"].get("examples") or [""]
    example = examples[0][0] if isinstance(examples[0], list) else examples[0]
    return Parameter(parameter["name"], parameter.get("description", ""), str(example))
