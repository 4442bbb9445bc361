"""Word: the document tree as a DOCX file, and its pages as LibreOffice lays them out."""
