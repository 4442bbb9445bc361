"""Tracing: from what the law asks and what study.yaml says to the page that prints it."""
