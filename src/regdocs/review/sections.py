"""Sections compared: by their stable ids wherever they stand now, renamed ids by their title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from regdocs.document.document import Document, Section
from regdocs.document.inline import Inline, Text
from regdocs.language import Language
from regdocs.review.align import increasing, likeness, merged
from regdocs.review.blocks import compare_blocks
from regdocs.review.change import SectionPair, Status
from regdocs.review.content import content, member
from regdocs.review.pairing import Context, combined, text_status
from regdocs.review.words import spans, vocabulary


def compare_sections(old: Document, new: Document, context: Context) -> tuple[SectionPair, ...]:
    """The sections of two documents as one tree."""
    return _Comparer(old, new, context).level(old.sections, new.sections)


def _partners(old: Document, new: Document) -> dict[str, str]:
    """The new id of each old section that is still there: the same id, else the same title, else much the same text."""
    before, after = {each.id: each for each in old.walk()}, {each.id: each for each in new.walk()}
    found = {identifier: identifier for identifier in before if identifier in after and not _counted(identifier)}
    levels = [(old.sections, new.sections)]
    while levels:
        left_level, right_level = levels.pop()
        found |= _siblings(left_level, right_level, found)
        levels += [(each.sections, after[found[each.id]].sections) for each in left_level if each.id in found]
    come = set(found.values())
    found |= {
        identifier: identifier for identifier in before if identifier in after.keys() - come and identifier not in found
    }
    left = [each for identifier, each in before.items() if identifier not in found]
    right = [each for identifier, each in after.items() if identifier not in found]
    titles = Counter(each.title.ko for each in left), Counter(each.title.ko for each in right)
    by_title = {each.title.ko: each.id for each in right}
    for section in left:
        title = section.title.ko
        if title and titles[0][title] == titles[1][title] == 1:
            found[section.id] = by_title[title]
    return found | _alike([s for s in left if s.id not in found], [s for s in right if s.id not in found.values()])


def _counted(identifier: str) -> bool:
    """Whether an id, or one that it stands under, was made by counting sections, so that it says only where one stands."""
    return any(part.isdigit() for part in identifier.split(".")[1:])


def _siblings(old: Sequence[Section], new: Sequence[Section], found: Mapping[str, str]) -> dict[str, str]:
    """Sections with counted ids under one parent: by their titles, and what is left by its place."""
    come = set(found.values())
    left = [each for each in old if each.id not in found]
    right = [each for each in new if each.id not in come and _counted(each.id)]
    titles = Counter(each.title.ko for each in left), Counter(each.title.ko for each in right)
    by_title = {each.title.ko: each.id for each in right}
    named = [] if left and right and _one_end(left[-1], right[-1]) else left
    same = {
        each.id: by_title[each.title.ko]
        for each in named
        if each.title.ko and titles[0][each.title.ko] == titles[1][each.title.ko] == 1
    }
    by_place = {each.id.rpartition(".")[2]: each.id for each in right if each.id not in same.values()}
    for each in left:
        place = each.id.rpartition(".")[2]
        if each.id not in same and place in by_place:
            same[each.id] = by_place[place]
    return same


def _one_end(old: Section, new: Section) -> bool:
    """Whether the last sections of two levels end in the same table or figure, under whatever title it stands now.

    A template's tables follow what somebody wrote, so they belong to whichever section was written last.
    """
    if old.title == new.title or not old.blocks or not new.blocks:
        return False
    before, after = member(old.blocks[-1]), member(new.blocks[-1])
    return before.name is not None and before.name == after.name


def _alike(left: Sequence[Section], right: Sequence[Section]) -> dict[str, str]:
    """Sections under new ids and titles whose text shows that they are the same."""
    weighed = sorted(
        (-likeness(words, others), a.id, b.id)
        for a, words in ((each, vocabulary(content(each))) for each in left)
        for b, others in ((each, vocabulary(content(each))) for each in right)
        if likeness(words, others) >= 0.6
    )
    found: dict[str, str] = {}
    for _, a, b in weighed:
        if a not in found and b not in found.values():
            found[a] = b
    return found


def heading(section: Section, language: Language) -> tuple[Inline, ...]:
    """The title as printed."""
    return section.heading or (Text(section.title.text(language)),)


class _Comparer:
    """Walks both trees; a section whose parent is gone, is new or has moved goes with its parent."""

    def __init__(self, old: Document, new: Document, context: Context) -> None:
        self.language, self.context = new.language, context
        self.partners = _partners(old, new)
        self.back = {after: before for before, after in self.partners.items()}
        self.old = {section.id: section for section in old.walk()}
        self.names: dict[str, str] = {}
        self.elsewhere: set[tuple[str, str]] = set()
        self.inside = False
        """Whether the walk is in a section that moved."""
        self.find_moved(old.sections, new.sections)

    def find_moved(self, old: Sequence[Section], new: Sequence[Section]) -> None:
        """Both places of a move lie in sections that stayed where they are; only there can they be told."""
        left: set[str] = set()
        come: set[str] = set()
        pending = [(old, new)]
        while pending:
            before, after = pending.pop()
            pairs = self.in_order(before, after)
            left |= {section.id for index, section in enumerate(before) if index not in {i for i, _ in pairs}}
            come |= {section.id for index, section in enumerate(after) if index not in {j for _, j in pairs}}
            pending += [(before[i].sections, after[j].sections) for i, j in pairs]
        self.elsewhere = {(a, b) for a, b in self.partners.items() if a in left and b in come}

    def in_order(self, old: Sequence[Section], new: Sequence[Section]) -> list[tuple[int, int]]:
        where = {section.id: index for index, section in enumerate(new)}
        partners = [self.partners.get(section.id, "") for section in old]
        return increasing([(i, where[partner]) for i, partner in enumerate(partners) if partner in where])

    def level(self, old: Sequence[Section], new: Sequence[Section]) -> tuple[SectionPair, ...]:
        found = []
        for i, j in merged(self.in_order(old, new), len(old), len(new)):
            if i is not None and j is not None:
                found.append(self.pair(old[i], new[j]))
            elif i is not None:
                found.append(self.left(old[i]))
            elif j is not None:
                found.append(self.come(new[j]))
        return tuple(found)

    def left(self, old: Section) -> SectionPair:
        """A section that isn't at this place any more."""
        partner = self.partners.get(old.id, "")
        if (old.id, partner) not in self.elsewhere or self.inside:
            return SectionPair(old.id, old, None, Status.DELETED)
        return SectionPair(old.id, old, None, Status.MOVED, move=self.name(partner))

    def come(self, new: Section) -> SectionPair:
        """A section that wasn't at this place before."""
        partner = self.back.get(new.id, "")
        if (partner, new.id) not in self.elsewhere or self.inside:
            return SectionPair(new.id, None, new, Status.INSERTED)
        self.inside = True
        within = self.pair(self.old[partner], new)
        self.inside = False
        changed = within if within.status is not Status.EQUAL else None
        return SectionPair(new.id, None, new, Status.MOVED, move=self.name(new.id), within=changed)

    def name(self, new: str) -> str:
        if new not in self.names:
            self.names[new] = self.context.next()
        return self.names[new]

    def pair(self, old: Section, new: Section) -> SectionPair:
        """A section of both sides."""
        before, after = heading(old, self.language), heading(new, self.language)
        title = spans(before, after) if before != after else ()
        title = title if text_status(title) is not Status.EQUAL else ()
        blocks = compare_blocks(old.blocks, new.blocks, self.context)
        sections = self.level(old.sections, new.sections)
        inside = (*(block.status for block in blocks), *(section.status for section in sections))
        status = combined((text_status(title), *inside))
        if status is Status.EQUAL and old.number != new.number:
            status = Status.RENUMBERED
        if status in (Status.EQUAL, Status.RENUMBERED) and _look(old) != _look(new):
            status = Status.FORMATTED
        return SectionPair(new.id, old, new, status, title, blocks, sections)


def _look(section: Section) -> object:
    return section.page_break, section.landscape
