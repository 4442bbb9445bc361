"""Two revisions compared once: what changed, what caused it, what the law says about it, and every drawing of that."""
