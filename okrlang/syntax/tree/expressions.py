"""Expressions, in goals, filters, formulas, bands, rules and policies."""

from __future__ import annotations

from okrlang.syntax.tree.literals import Amount, Day, PeriodName, Placeholder, Ratio, Text
from okrlang.syntax.tree.node import Node


class Reference(Node):
    """A bare name in an expression: a subject, a parameter, a list, a word or a metric."""

    name: str


class Field(Node):
    """`k.cycle` of any expression."""

    of: Expression
    name: str


class Call(Node):
    """`count(…)`, `mean(pages, 12 months)`, or with `of` a question to a thing: `kpi.level_on(r.date)`."""

    of: Expression | None
    name: str
    arguments: tuple[Expression, ...]


class Comprehension(Node):
    """`k.weight for k in o.key_results where k.weight is present`, in an argument."""

    value: Expression
    name: str
    items: Expression
    where: Expression | None


class ListOf(Node):
    """`[milestones, zones]`."""

    items: tuple[Expression, ...]


class Negative(Node):
    """`-x`."""

    value: Expression


class Arithmetic(Node):
    """`a + b`; `operator` is one of `+ - * /`."""

    operator: str
    left: Expression
    right: Expression


class Comparison(Node):
    """`a <= b`; `operator` is one of `= != < <= > >=`."""

    operator: str
    left: Expression
    right: Expression


class Between(Node):
    """`x between a and b`, both ends included."""

    value: Expression
    low: Expression
    high: Expression


class In(Node):
    """`x in [a, b]`."""

    value: Expression
    items: Expression


class HasWord(Node):
    """`title has word "help"`, `title has any word of ["consult", "help"]`: whole words."""

    value: Expression
    words: Expression


class Is(Node):
    """`x is present`, `x is missing`, `x is fresh`."""

    value: Expression
    state: str


class IsA(Node):
    """`x is objective`; `type` is `key_result` for `key result`."""

    value: Expression
    type: str


class Not(Node):
    """`not p`."""

    value: Expression


class And(Node):
    """`p and q and …`, left to right."""

    parts: tuple[Expression, ...]


class Or(Node):
    """`p or q or …`, left to right."""

    parts: tuple[Expression, ...]


class If(Node):
    """`if p then a else b`."""

    condition: Expression
    then: Expression
    otherwise: Expression


class Quantifier(Node):
    """`every x in xs where q satisfies p`; `kind` is `every`, `some`, `no`, or `at least` or `at most` a count."""

    kind: str
    count: Amount | None
    name: str
    items: Expression
    where: Expression | None
    condition: Expression


Operation = (  # what holds expressions
    Field
    | Call
    | Comprehension
    | ListOf
    | Negative
    | Arithmetic
    | Comparison
    | Between
    | In
    | HasWord
    | Is
    | IsA
    | Not
    | And
    | Or
    | If
    | Quantifier
)
Expression = Amount | Ratio | Text | Day | PeriodName | Reference | Operation
Target = Expression | Placeholder  # where a goal takes a number
