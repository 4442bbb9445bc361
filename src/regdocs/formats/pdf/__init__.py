"""PDF: the document tree laid out on sheets with WeasyPrint, tagged, valid as PDF/A-2a and PDF/UA-1 at once."""
