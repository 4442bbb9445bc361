"""The document tree: what every writer draws, every check reads and every comparison compares."""
