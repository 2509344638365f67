"""Run the migrations on the connection that the catalog passes in."""

from alembic import context

from index.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
