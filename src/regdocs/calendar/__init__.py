"""The calendar of a filing: which day each period of its review ends, and what has to last until then."""
