"""How fast is a night? Heavy sites, served locally, visited in three ways."""
