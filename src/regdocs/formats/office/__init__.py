"""What Word's and Hangul's files share: text that flows over pages in paragraphs of named looks, kept as XML in a zip."""
