"""One more migration of many statements, for tests alone: what a real one may do to rows, outbox and konflikter."""

import shutil
from pathlib import Path

from konsulent_app.store.opening import MIGRATIONS
from konsulent_app.store.schema import SCHEMA_VERSION

HEAD = "9000"

_SOURCE = '''"""Renames aftale.hvad to aftale.loefte, everywhere it is spoken of, and adds a table."""

from alembic import op

revision = "9000"
down_revision = "SCHEMA_VERSION"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute('ALTER TABLE aftale RENAME COLUMN hvad TO loefte')
    op.execute('ALTER TABLE svar ADD COLUMN kilde TEXT')
    op.execute("UPDATE svar SET kilde='foer 9000'")
    op.execute(
        "UPDATE outbox SET base=json_remove(json_set(base,'$.loefte',json_extract(base,'$.hvad')),'$.hvad') "
        "WHERE tabel='aftale' AND json_type(base,'$.hvad') IS NOT NULL"
    )
    for column in ("foer", "min", "server"):
        op.execute(
            f"UPDATE konflikt SET {column}=json_remove(json_set({column},'$.loefte',"
            f"json_extract({column},'$.hvad')),'$.hvad') "
            f"WHERE tabelnavn='aftale' AND json_type({column},'$.hvad') IS NOT NULL"
        )
    op.execute(
        "UPDATE karantaene SET felter=json_remove(json_set(felter,'$.loefte',json_extract(felter,'$.hvad')),'$.hvad') "
        "WHERE tabel='aftale' AND json_type(felter,'$.hvad') IS NOT NULL"
    )
    op.execute('CREATE TABLE ny (id INTEGER PRIMARY KEY, tekst TEXT)')
    op.execute("INSERT INTO ny (id, tekst) SELECT id, upper(tekst) FROM udsagn")
    op.execute('CREATE INDEX ny_tekst ON ny (tekst)')
    op.execute('CREATE TABLE udsagn_ny AS SELECT * FROM udsagn')
    op.execute('DROP TABLE udsagn_ny')
    op.execute("UPDATE udsagn SET tekst=tekst||' '")
'''


def write_scripts(folder: Path) -> Path:
    """A copy of the app's migrations with one more, for ``open_store(script=…, head=HEAD)``."""
    scripts = folder / "migrations"
    shutil.copytree(MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    source = _SOURCE.replace("SCHEMA_VERSION", SCHEMA_VERSION)
    (scripts / "versions" / "v9000.py").write_text(source, encoding="utf-8")
    return scripts
