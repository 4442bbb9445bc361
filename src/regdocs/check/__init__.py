"""Checking: rules over a submission, its documents and its files become one list of findings."""
