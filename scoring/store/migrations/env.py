"""Alembic's entry. `scoring.store.migrate` hands over a connection that is already in a transaction."""

from alembic import context

from scoring.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
