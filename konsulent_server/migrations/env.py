"""Alembic's door: runs on the connection it is handed, inside the transaction that is already open."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=True, transaction_per_migration=False)
context.run_migrations()
