"""Doses as pictures compare them: what is given at one visit, over all sites."""

from __future__ import annotations

from regdocs.study.design import Administration
from regdocs.study.quantity import Quantity


def per_administration(administration: Administration) -> Quantity | None:
    """The cells given at one visit; None where no cells are given or none are stated."""
    if administration.dose is None or administration.dose.magnitude <= 0:
        return None
    return administration.dose.times(sum(site.injections for site in administration.sites) or 1)
