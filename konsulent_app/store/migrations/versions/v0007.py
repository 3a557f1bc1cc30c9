"""When a rettelse became gældende: what was copied to the journal before that is not up to date."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rettelse", sa.Column("gaeldende_fra", sa.Text))
    # A newer machine may have sent the field already: it was kept aside.
    op.execute(
        "UPDATE rettelse SET gaeldende_fra=json_extract(ekstra,'$.gaeldende_fra'), "
        "ekstra=json_remove(ekstra,'$.gaeldende_fra') WHERE json_type(ekstra,'$.gaeldende_fra') IS NOT NULL"
    )
