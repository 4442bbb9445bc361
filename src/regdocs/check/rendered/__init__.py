"""The gate over rendered files: what was really written, and is about to be sent, against specification, law and metadata."""
