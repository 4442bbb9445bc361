"""A template set: the documents, sections, packets and looks that a kind of filing is made of."""
