"""Versions of the catalog's schema, in Alembic's terms; `index.database` applies them."""
