"""The lint of a template set: what can be known to be wrong with it before any study is printed by it."""
