"""HWPX (OWPML, KS X 6101), the format of the Hangul word processor: written from the document tree and read back."""
