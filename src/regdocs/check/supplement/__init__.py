"""The rules on supplement rounds."""
