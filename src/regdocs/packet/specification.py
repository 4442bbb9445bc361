"""What a template set's packets.yaml declares: routes, the parts of each in order, what files separately, the portal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.language import Bilingual
from regdocs.study.model import Count, Flag, Identifier, Model, Text, Word
from regdocs.submission.source import read
from regdocs.template_set.load import TemplateSet

FILE = "packets.yaml"


class PartSpecification(Model):
    """A part: a generated document, attachments by role, or both; it is also one slot of the portal.

    What it is called and what it rests on come from the law data's paper, unless `title` is given. `signature` says
    that the document is filed as a signed original only. `own` is a paper that the packet writes about itself, which
    nobody asks for: it has no slot.
    """

    id: Identifier
    title: Text | None = None
    document: Identifier | None = None
    roles: tuple[Identifier, ...] = ()
    when: Word | None = None
    signature: Flag = False
    own: Literal["legal-index", "agreement"] | None = None


class RouteSpecification(Model):
    """A packet for one receiver; `parts` in their order, `takes` the routes in set.yaml whose documents belong to it.

    `usual` is the condition under which it is made when no route is asked for, `requires` the one without which it
    can't be made. A `confidential` one files its parts separately where `when` holds: other packets then only list
    them.
    """

    id: Identifier
    title: Text
    receiver: Text
    takes: tuple[Identifier, ...] = Field(min_length=1)
    parts: tuple[Identifier, ...] = Field(min_length=1)
    usual: Word | None = None
    requires: Word | None = None
    when: Word | None = None
    confidential: Flag = False


class Portal(Model):
    """What the portal takes: sizes in bytes (absent where nobody knows a limit), and names of files."""

    title: Text
    largest: Count | None = None
    longest_name: Count = 80
    forbidden: Word = '<>:"/\\|?*'


class Limits(Model):
    """What an attachment may be at most: bytes, pages, bytes after decompression, pixels of a picture."""

    bytes: Count = 1_000_000_000
    pages: Count = 20_000
    unpacked: Count = 2_000_000_000
    pixels: Count = 200_000_000


class PacketSpecification(Model):
    """What stands in `packets.yaml`."""

    portal: Portal
    limits: Limits = Limits()
    routes: tuple[RouteSpecification, ...] = Field(min_length=1)
    parts: tuple[PartSpecification, ...] = Field(min_length=1)

    def route(self, identifier: str) -> RouteSpecification:
        """The route with that id; raises KeyError where there is none."""
        return {route.id: route for route in self.routes}[identifier]

    def part(self, identifier: str) -> PartSpecification:
        """The part with that id; raises KeyError where there is none."""
        return {part.id: part for part in self.parts}[identifier]


def load(template_set: TemplateSet) -> PacketSpecification:
    """The packets of a template set; raises `RenderingError` with everything that is wrong with packets.yaml."""
    try:
        data = (template_set.folder / FILE).read_bytes()
    except OSError as error:
        message = f"서식 모음에 없는 파일: `{FILE}`", f"the template set lacks the file `{FILE}`"
        raise RenderingError([_fault(*message)]) from error
    specification = read(data, FILE, RenderingError).validate(PacketSpecification)
    findings = list(_faults(specification, template_set))
    if findings:
        raise RenderingError(findings)
    return specification


def _faults(specification: PacketSpecification, template_set: TemplateSet) -> Iterator[Finding]:
    """What packets.yaml contradicts: itself, or the law data."""
    parts = {part.id: part for part in specification.parts}
    for kind, identifiers in (("part", [*map(_id, specification.parts)]), ("route", [*map(_id, specification.routes)])):
        for identifier, times in Counter(identifiers).items():
            if times > 1:
                yield _fault(f"두 번 쓴 id({kind}): `{identifier}`", f"the {kind} `{identifier}` stands twice")
    roles = {paper.role for paper in template_set.law.papers}
    for part in specification.parts:
        for role in part.roles:
            if role not in roles:
                yield _fault(f"법령 자료에 없는 역할: `{role}`", f"no paper of the law data has the role `{role}`")
        if part.own is not None and part.title is None:
            yield _fault(f"`{part.id}`에 제목(`title`)이 없음", f"`{part.id}` lacks a `title`")
        yield from _condition(part.id, part.when, template_set)
    for route in specification.routes:
        for identifier in route.parts:
            if identifier not in parts:
                yield _fault(
                    f"`{route.id}`에 없는 부분: `{identifier}`", f"`{route.id}` names no known part: `{identifier}`"
                )
        for condition in (route.usual, route.requires, route.when):
            yield from _condition(route.id, condition, template_set)


def _id(each: PartSpecification | RouteSpecification) -> str:
    return each.id


def _condition(name: str, expression: str | None, template_set: TemplateSet) -> Iterator[Finding]:
    if expression is None:
        return
    try:
        template_set.law.conditions.check(expression, name)
    except RenderingError as error:
        for finding in error.findings:
            yield Finding(finding.rule, finding.severity, finding.message, Place(file=FILE), finding.remedy)


def _fault(ko: str, en: str) -> Finding:
    return Finding("template-set/packets", Severity.ERROR, Bilingual(ko, en), Place(file=FILE))
