"""`python -m regdocs`: the same program where no folder of programs is searched for it."""

from regdocs.cli.main import main

if __name__ == "__main__":
    main()
