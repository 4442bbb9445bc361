"""A supplement round: what answers which question, what is wrong with it, and the answer document."""
