"""A submission folder: study.yaml with file, line and column for every error, narrative, figures, attachments."""
