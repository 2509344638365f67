"""Keep the title of a version beside its JSON: facts show it without reading the whole article."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and fill it from what is there."""
    op.add_column("versions", sa.Column("title", sa.Text, nullable=False, server_default=""))
    sqlite = op.get_bind().dialect.name == "sqlite"
    title = "json_extract(article, '$.title')" if sqlite else "article ->> 'title'"
    op.execute(f"UPDATE versions SET title = {title}")  # noqa: S608 - no value from outside
