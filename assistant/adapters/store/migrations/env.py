"""Runs the migrations on the connection that the record hands over, inside its transaction."""

from alembic import context

from assistant.adapters.store.columns import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
