"""What the law asks of a filing: dated requirements, conditions, time limits, and whether a study meets them."""
