"""What a push set anything in, so that whom it does not concern need not look."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("push", sa.Column("scopes", sa.Text))
