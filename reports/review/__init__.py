"""The review app: where auditors decide. Server-rendered, with the report's own templates and look."""
