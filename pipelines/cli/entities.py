"""`eip entities`: parks, organisations, people and places, and which of them are doubtful."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.cli.options import Json, Limit
from pipelines.cli.output import write_json, write_table, write_text
from pipelines.cli.session import session_of

if TYPE_CHECKING:
    from index.records import CountedEntity
    from pipelines.reviewing import Doubt


class EntityLabel(StrEnum):
    """Labels of entities."""

    park = "PARK"
    org = "ORG"
    person = "PERSON"
    place = "PLACE"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(entities)


def entities(
    context: typer.Context,
    entity_id: Annotated[str | None, typer.Argument(help="Show this one.")] = None,
    label: Annotated[EntityLabel | None, typer.Option(help="Only these.")] = None,
    provisional: Annotated[bool | None, typer.Option(help="Only names that are not declared, or none of them.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also those that no article names.")] = False,
    review: Annotated[
        bool, typer.Option(help="Names that a person should decide on, the most frequent first.")
    ] = False,
    limit: Limit = 50,
    as_json: Json = False,
) -> None:
    """List the entities that articles name, by number of articles."""
    session = session_of(context)
    wanted = label.value if label else None
    with session.open_catalog() as catalog:
        if review:
            from pipelines.reviewing import find_doubts

            _write_doubts(find_doubts(catalog, label=wanted), limit, as_json=as_json)
            return
        if entity_id is not None:
            found = [catalog.get_entity(entity_id)]
        else:
            listed = catalog.list_entities(label=wanted, named=not everything)
            found = [e for e in listed if provisional is None or e.entity.provisional is provisional]
    if as_json:
        write_json({"total": len(found), "entities": [entity_object(counted) for counted in found[:limit]]})
        return
    rows = [
        (
            e.entity.id,
            e.entity.label,
            e.entity.names.get("en"),
            e.entity.names.get("vi"),
            e.articles,
            e.mentions,
            e.facts,
        )
        for e in found[:limit]
    ]
    write_table(("Id", "Label", "English", "Vietnamese", "Articles#", "Mentions#", "Facts#"), rows)
    if len(found) > limit:
        write_text(f"... and {len(found) - limit} more: --limit", style="dim")


def entity_object(counted: "CountedEntity") -> dict[str, Any]:
    """Build the JSON object of an entity with its counts."""
    entity = counted.entity
    names = ("id", "label", "kind", "names", "aliases", "province_before_2025", "province_after_2025", "developer")
    more = ("group_of", "park_ids", "provisional", "source", "attributes")
    told = {name: getattr(entity, name) for name in (*names, *more)}
    return told | {"articles": counted.articles, "mentions": counted.mentions, "facts": counted.facts}


def _write_doubts(doubts: "list[Doubt]", limit: int, *, as_json: bool) -> None:
    if as_json:
        write_json({"total": len(doubts), "doubts": doubts[:limit]})
        return
    write_text("Decide in config/gazetteer/decisions.csv: merge, split, reject or rename.", style="dim")
    rows = [(d.surface, d.label, d.mentions, d.articles, ", ".join(d.candidates), d.reason) for d in doubts[:limit]]
    write_table(("Name", "Label", "Mentions#", "Articles#", "May be", "Why"), rows)
