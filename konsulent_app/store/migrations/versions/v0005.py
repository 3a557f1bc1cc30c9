"""What a kommune's own server brings: rights that end, late words, count rows."""

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
