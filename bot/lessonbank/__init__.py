"""The lesson bank: YAML files read, checked against the schema, linted, and built into the catalog."""
