"""A rule as meant: what it is for each of, what it checks, and what it says."""

from __future__ import annotations

from collections.abc import Mapping

from okrlang.logic.hints import subject_hint
from okrlang.logic.types import LISTS
from okrlang.model.reading.clauses import Clauses
from okrlang.model.reading.complaints import Complaints
from okrlang.syntax import tree
from okrlang.syntax.frozen import Individual
from okrlang.syntax.source import Span

SUBJECTS: Mapping[str, str] = {listed.types[0]: name for name, listed in LISTS.items() if name != "changes"}
"""What a rule can be for each of, and the list that it goes through: `key_result` through `key_results`."""

INCLUDABLE = frozenset({"objective", "key_result"})
"""What can be dropped or carried."""


class Check(Individual):
    """One condition of a rule, and what is said where it does not hold."""

    condition: tree.Expression
    say: tree.Template


class Rule(Individual):
    """A rule: of each `thing` (None: once of the workspace), called `subject`, that `where` picks, all checks hold.

    `own`: it is the company's. Once checked it is `static` if it reads nothing but goals as they are written, so that
    `lint` can judge it, and `broken` if it cannot be judged at all: its verdict is `error`.
    """

    name: str
    title: str
    pack: str
    severity: str
    basis: str | None
    basis_text: str | None
    because: str | None
    thing: str | None
    subject: str
    including_dropped: bool
    where: tree.Expression | None
    none_means: str | None
    due: tree.Expression | None
    checks: tuple[Check, ...]
    fix: tree.Template | None
    avoid: tuple[tree.Avoid, ...]
    prefer: tuple[tree.Prefer, ...]
    span: Span
    own: bool = False
    static: bool = False
    broken: bool = False
    each: tuple[int, int] | None = None

    @property
    def place(self) -> Span:
        """Where it says what it is for each of."""
        return Span(self.span.source, *self.each) if self.each else self.span

    @property
    def names(self) -> tuple[str, ...]:
        """The names that its expressions may use beside definitions: its subject, if it has one."""
        return (self.subject,) if self.thing else ()


def read_rule(node: tree.Rule, pack: str, own: bool, complaints: Complaints) -> Rule | None:
    """The rule that a declaration means; nothing where it could not be judged."""
    clauses = Clauses(node.clauses, complaints)
    severity, basis, because = clauses.one(tree.SeverityIs), clauses.one(tree.Basis), clauses.one(tree.Because)
    each, none_means, due = clauses.one(tree.ForEach), clauses.one(tree.NoneMeans), clauses.one(tree.DueOn)
    checks, fix = clauses.all(tree.Check), clauses.one(tree.Fix)
    understood = _check_subject(each, complaints) and _check_nothing(none_means, each, complaints)
    if not checks:
        message = f"the rule `{node.name.text}` checks nothing"
        complaints.error("missing-property", message, node.name.span, 'write `check … say "…"`')
    if not checks or not understood:
        return None
    return Rule(
        node.name.text,
        node.title.value if node.title else node.name.text,
        pack,
        severity.word if severity else "warning",
        basis.word if basis else None,
        basis.text.value if basis and basis.text else None,
        because.text.value if because else None,
        each.thing if each else None,
        (each.name.text if each.name else each.thing) if each else "",
        each.including_dropped if each else False,
        each.where if each else None,
        none_means.word if none_means else None,
        due.day if due else None,
        tuple(Check(check.condition, check.say) for check in checks),
        fix.text if fix else None,
        clauses.all(tree.Avoid),
        clauses.all(tree.Prefer),
        node.span,
        own,
        each=_place(each),
    )


def _place(each: tree.ForEach | None) -> tuple[int, int] | None:
    """Where the words begin and end that name a subject."""
    if each is None:
        return None
    named = each.name.span if each.name is not None else each.span
    return named.start, named.end


def _check_subject(each: tree.ForEach | None, complaints: Complaints) -> bool:
    """Whether the rule is for each of something there is."""
    if each is None:
        return True
    if each.thing not in SUBJECTS:
        message = f"a rule cannot be for each `{each.thing.replace('_', ' ')}`"
        complaints.error("unknown-name", message, each.span, subject_hint(each.thing, SUBJECTS))
        return False
    if each.including_dropped and each.thing not in INCLUDABLE:
        message = f"`including dropped` has no meaning here: a `{each.thing}` is never dropped"
        complaints.error("misplaced-property", message, each.span, "leave `including dropped` out")
    return True


def _check_nothing(none_means: tree.NoneMeans | None, each: tree.ForEach | None, complaints: Complaints) -> bool:
    """Whether `none means` says something that can be, about subjects there may be."""
    if none_means is None:
        return True
    if none_means.word not in ("fail", "no_evidence"):
        message = f"`none means {none_means.word}` cannot be: nothing to judge is no reason to pass"
        help = "write `none means fail` or `none means no_evidence`"
        complaints.error("unknown-word", message, none_means.span, help)
        return False
    if each is None:
        help = "leave it out, or say what the rule is for each of"
        complaints.error("misplaced-property", "`none means` needs a `for each`", none_means.span, help)
    return True
