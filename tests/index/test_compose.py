"""compose.yaml starts what is tested, with settings that there are."""

from pathlib import Path

import yaml

from config.settings import Settings

ROOT = Path(__file__).parents[2]


def test_compose_knows_our_settings_and_a_tested_engine() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    given = services["app"]["environment"]
    assert {name.lower().removeprefix("eip_") for name in given} <= Settings.model_fields.keys()
    tested = (ROOT / "tests" / "servers" / "elasticsearch.sh").read_text("utf-8")
    version = services["search"]["image"].partition(":")[2]
    assert f"9 is {version} " in tested
