"""HTML: the document tree as a semantic page, for the screen and, laid out on sheets, for PDF."""
