"""The review page: two revisions side by side or in one text, as one HTML file that needs no network."""
