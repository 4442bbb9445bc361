"""The formats: each draws the same document tree in its own file type, and reads it back where it can."""
