"""Everything of the site that machines read: tables, JSON, feeds, badges, and their descriptions.

Names of files are stable: they are added to, never changed.
"""
