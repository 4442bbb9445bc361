"""Measurements against the bars of the design and against peers, on a filing of reference size."""
