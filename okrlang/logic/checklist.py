"""A checklist as meant: sections and items, each decided by rules."""

from __future__ import annotations

from collections.abc import Iterator

from okrlang.model.reading.clauses import Clauses
from okrlang.model.reading.complaints import Complaints
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related
from okrlang.syntax.frozen import Individual
from okrlang.syntax.source import Span


class Item(Individual):
    """One item: rules that decide it, rules that only advise, and whether a person must give their word besides."""

    number: str
    title: str
    guide: str | None
    decided_by: tuple[tree.Name, ...]
    advised_by: tuple[tree.Name, ...]
    attested: bool
    span: Span

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules that decide it."""
        return tuple(name.text for name in self.decided_by)

    @property
    def advice(self) -> tuple[str, ...]:
        """The names of the rules that advise on it."""
        return tuple(name.text for name in self.advised_by)


class Section(Individual):
    """A numbered part of a checklist."""

    number: str
    title: str
    items: tuple[Item, ...]


class Checklist(Individual):
    """A checklist, judged for one cycle at a time."""

    name: str
    title: str
    pack: str
    sections: tuple[Section, ...]
    span: Span

    @property
    def items(self) -> Iterator[Item]:
        """All items in order."""
        return (item for section in self.sections for item in section.items)

    @property
    def rules(self) -> frozenset[str]:
        """The names of all rules that decide or advise."""
        return frozenset(name for item in self.items for name in (*item.rules, *item.advice))


def read_checklist(node: tree.Checklist, pack: str, complaints: Complaints) -> Checklist:
    """The checklist that a declaration means."""
    title = node.title.value if node.title else node.name.text
    sections = tuple(_section(section, complaints) for section in node.sections)
    found = Checklist(node.name.text, title, pack, sections, node.span)
    _check_numbers([(section.number, section.span) for section in node.sections], "section", complaints)
    _check_numbers([(item.number, item.span) for item in found.items], "item", complaints)
    return found


def _section(node: tree.Section, complaints: Complaints) -> Section:
    return Section(node.number, node.title.value, tuple(_item(item, complaints) for item in node.items))


def _item(node: tree.Item, complaints: Complaints) -> Item:
    clauses = Clauses(node.clauses, complaints)
    guide, decided, advised = clauses.one(tree.Guide), clauses.one(tree.DecidedBy), clauses.one(tree.AdvisedBy)
    if decided is None:
        message = f"no rule decides the item `{node.number}`"
        complaints.error("missing-property", message, node.span, "write `decided by` and the rules that decide it")
    return Item(
        node.number,
        node.title.value,
        guide.text.value if guide else None,
        decided.rules if decided else (),
        advised.rules if advised else (),
        clauses.has(tree.Attested),
        node.span,
    )


def _check_numbers(numbered: list[tuple[str, Span]], what: str, complaints: Complaints) -> None:
    """No number stands twice."""
    first: dict[str, Span] = {}
    for number, span in numbered:
        before = first.setdefault(number, span)
        if before is not span:
            related = (Related("the first stands here", before),)
            complaints.error("doubled-name", f"there are two {what}s `{number}`", span, "number them apart", related)
