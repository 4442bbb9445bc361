"""regdocs turns one structured study description into a Korean filing for high-risk advanced regenerative medicine."""

__version__ = "0.1.0"
