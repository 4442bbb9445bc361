"""What a study is: frozen models with units as types, knowing no file, no template and no format."""
