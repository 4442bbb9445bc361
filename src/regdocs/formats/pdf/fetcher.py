"""The one door through which a page layout gets files: what it was given, and nothing from disk or network."""

from __future__ import annotations

from collections.abc import Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse

from regdocs.formats.html.write import media_type


class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves `files` by address (`font:0`, `figure:3`) and refuses every other address."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._files = files

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The bytes at `url`; raises `PermissionError` for an address that was not given."""
        if url not in self._files:
            raise PermissionError(f"refused: {url}")
        data = self._files[url]
        return URLFetcherResponse(url, data, {"Content-Type": media_type(data) or "application/octet-stream"})
