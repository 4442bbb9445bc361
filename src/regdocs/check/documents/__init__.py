"""Rules over the composed documents: sections, headings, content, references."""
