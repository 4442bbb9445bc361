"""From a submission and a template set to document trees: one Jinja environment, one Markdown dialect, full lineage."""
