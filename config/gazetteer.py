"""Load the gazetteer: parks, organisations, provinces and districts, their ties, and the decisions of reviewers.

Every row names where it comes from. An id is one thing's alone in the four files of things; a name that several parks
share must be marked `ambiguous` in each of their rows, so that nobody is linked by it alone.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path

from config.declared import CONFIG_DIR, Row, iter_rows
from config.schema import Entity, Label

GAZETTEER_DIR = CONFIG_DIR / "gazetteer"
PARK_COLUMNS = tuple(
    "id name_vi name_en aliases kind province_before_2025 province_after_2025 district developer area_ha "
    "year_established eip_status source group_of ambiguous also_admin_unit unsourced_fields".split()
)
ORGANISATION_COLUMNS = tuple("id name_en name_vi aliases kind country park_ids source ambiguous note".split())
PROVINCE_COLUMNS = tuple(
    "id name_vi name_en merged_into_id region aliases valid level gso_code_before gso_code_after source".split()
)
DISTRICT_COLUMNS = tuple("id name_vi short_vi name_en type province_id gso_code source".split())
TIE_COLUMNS = ("subject", "relation", "object", "told_in")
TIE_LABELS: Mapping[str, tuple[Label, Label]] = {  # of ties, with the labels of what they hold between
    "tenant_of": ("ORG", "PARK"),
    "developer_of": ("ORG", "PARK"),
    "part_of": ("PARK", "PARK"),
    "located_in": ("PARK", "PLACE"),
}
DECISION_COLUMNS = ("action", "surface", "label", "target", "date", "reason")
ACTIONS = ("merge", "split", "reject", "rename")
LABELS: tuple[Label, ...] = ("PARK", "ORG", "PERSON", "PLACE")
_PROVISIONAL = tuple(f"{label.lower()}--" for label in LABELS)
_MARKS = re.compile("[\u0300-\u036f]")
_ID = re.compile(r"[a-z0-9]+(-+[a-z0-9]+)*")
_WORD = re.compile(r"[^\W_]+")
_BARRED = str.maketrans("đĐðÐ", "dDdD")  # the last two stand for the first on old pages


@lru_cache(maxsize=20_000)
def fold_name(text: str) -> str:
    """Reduce a name to lower-case words without marks, parted by single blanks: what two spellings share."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.translate(_BARRED)))
    return " ".join(_WORD.findall(bare.casefold()))


def is_drawn_from(short: str, long: str) -> bool:
    """Tell whether folded letters stand in a longer name in their order, from its first on: `bidiphar`."""
    rest = iter(long)
    return short[:1] == long[:1] and all(letter in rest for letter in short)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a reviewer decided about a name: `merge` it into an entity, `split` it from its link into an entity of its
    own, `reject` it as a name, or `rename` its entity."""

    action: str
    surface: str  # folded
    label: Label
    target: str  # entity id to merge into, or the new English name
    day: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """How two things are tied: ids, or names of what the gazetteer lacks, and the texts that tell it."""

    subject: str
    relation: str
    object: str
    told_in: tuple[str, ...]


class Gazetteer:
    """All declared things by id, their ties, and what reviewers decided; the order is that of the files."""

    def __init__(
        self, entities: Iterable[Entity], decisions: Iterable[Decision] = (), ties: Iterable[Tie] = ()
    ) -> None:
        self.entities: Mapping[str, Entity] = {entity.id: entity for entity in entities}
        self.decisions: Mapping[tuple[str, Label], Decision] = {(d.surface, d.label): d for d in decisions}
        self.ties = tuple(ties)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.entities.values())

    def __len__(self) -> int:
        return len(self.entities)

    def find(self, entity_id: str) -> Entity | None:
        """Return the entity of an id, or None."""
        return self.entities.get(entity_id)

    @cached_property
    def groups_of(self) -> Mapping[str, tuple[str, ...]]:
        """For each park the groups that it is a part of."""
        groups: dict[str, list[str]] = {}
        for entity in self:
            for member in entity.group_of:
                groups.setdefault(member, []).append(entity.id)
        return {member: tuple(ids) for member, ids in groups.items()}

    def without(self, ids: Iterable[str]) -> "Gazetteer":
        """Return a gazetteer that lacks some rows, to measure what finds things that are not declared."""
        gone = frozenset(ids)
        kept = (entity for entity in self if entity.id not in gone)
        ties = (tie for tie in self.ties if gone.isdisjoint((tie.subject, tie.object)))
        return Gazetteer(kept, self.decisions.values(), ties)

    def untold(self, texts: Container[str]) -> "Gazetteer":
        """Return a gazetteer that lacks the ties which only these texts tell, to measure what finds them there."""
        ties = (tie for tie in self.ties if not all(text in texts for text in tie.told_in))
        return Gazetteer(self, self.decisions.values(), ties)


@cache
def load_gazetteer(folder: Path = GAZETTEER_DIR) -> Gazetteer:
    """Load all files of a folder.

    Raises DeclarationError with file, line and remedy: for an id or alias said twice, an unknown province, park or
    kind of decision or tie, a cell that is not NFC.
    """
    lines: dict[str, Row] = {}
    provinces = [_once(row, lines) for row in iter_rows(folder / "provinces.csv", PROVINCE_COLUMNS)]
    known = frozenset(row["id"] for row in provinces)
    districts = [_once(row, lines) for row in iter_rows(folder / "districts.csv", DISTRICT_COLUMNS)]
    parks = [_once(row, lines) for row in iter_rows(folder / "parks.csv", PARK_COLUMNS)]
    park_ids = frozenset(row["id"] for row in parks)
    organisations = [_once(row, lines) for row in iter_rows(folder / "organisations.csv", ORGANISATION_COLUMNS)]
    entities = [
        *(_park(row, known, park_ids) for row in parks),
        *(_organisation(row, park_ids) for row in organisations),
        *(_province(row, known) for row in provinces),
        *(_district(row, known) for row in districts),
    ]
    _refuse_shared_names(entities, lines)
    decisions = [_decision(row, lines) for row in iter_rows(folder / "decisions.csv", DECISION_COLUMNS)]
    ties = [_tie(row, lines) for row in iter_rows(folder / "ties.csv", TIE_COLUMNS)]
    return Gazetteer(entities, decisions, ties)


def _once(row: Row, lines: dict[str, Row]) -> Row:
    if not _ID.fullmatch(row["id"]):
        raise row.error(f"the id {row['id']!r} is not lower-case words with hyphens", "write a-z, 0-9 and hyphens")
    if row["id"].startswith(_PROVISIONAL):
        raise row.error(f"the id {row['id']!r} begins like that of a found name", "choose another")
    if row["id"] in lines:
        first = lines[row["id"]]
        raise row.error(f"the id {row['id']} is taken by {first.path.name}:{first.line}", "give each row its own id")
    if not row["source"]:
        raise row.error("the source is empty", "say where the row comes from")
    lines[row["id"]] = row
    return row


def _known(row: Row, column: str, known: frozenset[str], what: str) -> tuple[str, ...]:
    for item in row.items(column):
        if item not in known:
            raise row.error(f"no {what} {item!r} ({column})", f"write an id of the {what} file")
    return row.items(column)


def _park(row: Row, provinces: frozenset[str], parks: frozenset[str]) -> Entity:
    told = ("district", "area_ha", "year_established", "eip_status", "also_admin_unit")
    return Entity(
        id=row["id"],
        label="PARK",
        kind=row["kind"],
        names={"en": row["name_en"], "vi": row["name_vi"]},
        aliases=row.items("aliases"),
        province_before_2025=_known(row, "province_before_2025", provinces, "province"),
        province_after_2025=_known(row, "province_after_2025", provinces, "province"),
        developer=row["developer"] or None,
        group_of=_known(row, "group_of", parks, "park"),
        ambiguous=frozenset(map(fold_name, row.items("ambiguous"))),
        source=row["source"],
        attributes={column: row[column] for column in told if row[column]},
    )


def _organisation(row: Row, parks: frozenset[str]) -> Entity:
    return Entity(
        id=row["id"],
        label="ORG",
        kind=row["kind"],
        names={"en": row["name_en"], "vi": row["name_vi"] or row["name_en"]},
        aliases=row.items("aliases"),
        park_ids=_known(row, "park_ids", parks, "park"),
        ambiguous=frozenset(map(fold_name, row.items("ambiguous"))),
        source=row["source"],
        attributes={column: row[column] for column in ("country", "note") if row[column]},
    )


def _province(row: Row, known: frozenset[str]) -> Entity:
    (after,) = _known(row, "merged_into_id", known, "province") or (row["id"],)
    return Entity(
        id=row["id"],
        label="PLACE",
        kind="province",
        names={"en": row["name_en"], "vi": row["name_vi"]},
        aliases=row.items("aliases"),
        province_before_2025=(row["id"],) if row["valid"] != "from_2025-07-01" else (),
        province_after_2025=(after,),
        source=row["source"],
        attributes={column: row[column] for column in ("region", "valid", "level") if row[column]},
    )


def _district(row: Row, provinces: frozenset[str]) -> Entity:
    (province,) = _known(row, "province_id", provinces, "province")
    return Entity(
        id=row["id"],
        label="PLACE",
        kind="district",
        names={"en": row["name_en"], "vi": row["short_vi"]},
        aliases=(row["name_vi"],),
        province_before_2025=(province,),
        source=row["source"],
        attributes={"type": row["type"]},
    )


def _refuse_shared_names(entities: Iterable[Entity], lines: Mapping[str, Row]) -> None:
    """A name of two parks must be marked in both; of a group and its parts only one may bear it unmarked."""
    owners: dict[str, Entity] = {}
    for entity in entities:
        if entity.label != "PARK":
            continue
        for name in dict.fromkeys(map(fold_name, (*entity.names.values(), *entity.aliases))):
            first = owners.setdefault(name, entity)
            if first is entity:
                continue
            for other in (first, entity):
                if name not in other.ambiguous:
                    raise lines[other.id].error(
                        f"{name!r} is a name of {first.id} and of {entity.id}",
                        "write it into the column ambiguous of both rows",
                    )


def _decision(row: Row, lines: Mapping[str, Row]) -> Decision:
    if row["action"] not in ACTIONS:
        raise row.error(f"no decision {row['action']!r}", f"write {', '.join(ACTIONS)}")
    label = next((label for label in LABELS if label == row["label"]), None)
    if label is None:
        raise row.error(f"no label {row['label']!r}", f"write {', '.join(LABELS)}")
    if row["action"] == "merge" and row["target"] not in lines:
        raise row.error(f"no entity {row['target']!r}", "merge into an id of the gazetteer")
    if row["action"] == "rename" and not row["target"]:
        raise row.error("the new name is missing", "write it into the column target")
    if not row["reason"]:
        raise row.error("the reason is empty", "say why this was decided")
    try:
        day = date.fromisoformat(row["date"])
    except ValueError as error:
        raise row.error(f"{row['date']!r} is no day", "write it as 2026-11-25") from error
    return Decision(
        action=row["action"],
        surface=fold_name(row["surface"]),
        label=label,
        target=row["target"],
        day=day,
        reason=row["reason"],
    )


def _tie(row: Row, lines: Mapping[str, Row]) -> Tie:
    if row["relation"] not in TIE_LABELS:
        raise row.error(f"no tie {row['relation']!r}", f"write {', '.join(TIE_LABELS)}")
    for column in ("subject", "object"):
        if _ID.fullmatch(row[column]) and "-" in row[column] and row[column] not in lines:
            raise row.error(f"no entity {row[column]!r} ({column})", "write an id of the gazetteer, or a name")
    if not row["told_in"]:
        raise row.error("told_in is empty", "say which texts tell of the tie")
    return Tie(subject=row["subject"], relation=row["relation"], object=row["object"], told_in=row.items("told_in"))


def provisional_id(label: Label, folded: str) -> str:
    """Return the id of a thing that the gazetteer lacks, by its label and its folded name."""
    return f"{label.lower()}--{folded.replace(' ', '-')}"


def is_provisional(entity_id: str) -> bool:
    """Tell whether an id is that of a thing which the gazetteer lacks."""
    return entity_id.startswith(_PROVISIONAL)
