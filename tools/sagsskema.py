"""Writes ``docs/sag.schema.json`` anew: ``python -m tools.sagsskema``."""

from pathlib import Path

from konsulent_core.udlevering.skema_json import schema_text

PATH = Path(__file__).resolve().parents[1] / "docs" / "sag.schema.json"

if __name__ == "__main__":
    PATH.write_text(schema_text(), encoding="utf-8")
    print(PATH)
