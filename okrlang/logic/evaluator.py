"""The evaluator: makes an expression into a function of a world, three-valued and total.

Each node of the syntax becomes a closure that knows where its variables stand in a frame. What reads no variable is
computed once for a world; an equality that picks elements out of such a list becomes an index (see `loops`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from okrlang.logic import closures, lookups, values
from okrlang.logic.aggregates import AGGREGATES
from okrlang.logic.definitions import Definitions
from okrlang.logic.lookups import Frame, Run
from okrlang.logic.loops import Key, Loop
from okrlang.logic.steps import FEW, MOST, TOO_MANY, Exhausted, spend, weight
from okrlang.logic.types import FUNCTIONS
from okrlang.logic.values import Value, because
from okrlang.logic.world import World
from okrlang.model import quantity
from okrlang.model.quantity import Mismatch, Quantity, unit
from okrlang.syntax import tree
from okrlang.syntax.frozen import Individual

Evaluation = Callable[[World, Sequence[Value]], Value]


class Code(Individual):
    """An expression as a function of a world and a frame, and the places of the frame that it reads."""

    run: Run
    reads: frozenset[int] = frozenset()
    constant: bool = False


def compiled(expression: tree.Node, names: Sequence[str], definitions: Definitions, where: bool = False) -> Evaluation:
    """What gives the value of an expression, given a world and the values of its names.

    In a `where` a comparison with something absent is false; elsewhere it is unknown.
    """
    compiler = _Compiler(definitions, names, where)
    run = compiler.code(expression).run
    rest: list[Value] = [None] * (compiler.size - len(names))

    def metered(world: World, given: Sequence[Value]) -> Value:
        try:
            return run(world, [*given, *rest])
        except Exhausted:
            return TOO_MANY

    return metered


class _Compiler:
    """Compiles the nodes of one expression; every variable has a place in the frame of its own."""

    def __init__(
        self, definitions: Definitions, names: Sequence[str], where: bool, outer: _Compiler | None = None
    ) -> None:
        self.definitions = definitions
        self.places = {name: place for place, name in enumerate(names)}
        self.size = len(names)
        self.where = where
        self.codes: dict[tuple[int, bool], Code] = {}
        self.meter: object = outer.meter if outer else object()
        self.bodies: dict[tuple[str, bool], tuple[Run, int]] = outer.bodies if outer else {}
        self.entered: tuple[str, ...] = outer.entered if outer else ()

    def code(self, node: tree.Node) -> Code:
        """The code of a node, made once; what reads no variable and takes time runs once for a world."""
        found = self.codes.get((id(node), self.where))
        if found is None:
            found = _NODES[type(node)](self, node)
            if not found.reads and isinstance(node, _COSTLY) and not found.constant:
                found = Code(_once(found.run))
            self.codes[id(node), self.where] = found
        return found

    def condition(self, node: tree.Node | None) -> Code | None:
        """The code of a `where`."""
        if node is None:
            return None
        before, self.where = self.where, True
        code = self.code(node)
        self.where = before
        return code

    # --- literals and names

    def amount(self, node: tree.Amount) -> Code:
        return _constant(Quantity(node.value, unit(node.unit)))

    def ratio(self, node: tree.Ratio) -> Code:
        share = quantity.divide(quantity.number(node.part), quantity.number(node.whole))
        return _constant(because(share.reason) if isinstance(share, Mismatch) else share)

    def literal(self, node: tree.Text | tree.Day) -> Code:
        return _constant(node.value)

    def period(self, node: tree.PeriodName) -> Code:
        return Code(lookups.period(node.text))

    def reference(self, node: tree.Reference) -> Code:
        place = self.places.get(node.name)
        if place is not None:
            return Code(lambda world, frame: frame[place], frozenset((place,)))
        meaning = self.definitions.meaning(node.name)
        if meaning == "define":
            return self.defined(node.name, ())
        return _constant(node.name) if meaning == "word" else Code(lookups.NAMES[meaning](node.name))

    # --- fields and calls

    def field(self, node: tree.Field) -> Code:
        of = self.code(node.of)
        return Code(lookups.field(of.run, node.name), of.reads)

    def call(self, node: tree.Call) -> Code:
        if node.of is not None:
            of, given = self.code(node.of), [self.code(argument) for argument in node.arguments]
            return Code(lookups.method(of.run, node.name, [a.run for a in given]), _reads(of, *given))
        if node.name in self.definitions.defines:
            return self.defined(node.name, node.arguments)
        given = [self.code(argument) for argument in node.arguments]
        runs = [a.run for a in given]
        if node.name in AGGREGATES and len(runs) == 1:
            runs = [self._counting(runs[0], 4 if node.name == "count" else 1)]
        made = lookups.function(node.name, runs) if node.name in FUNCTIONS else None
        return Code(made, _reads(*given)) if made else _constant(because(f"there is no function `{node.name}`"))

    def _counting(self, run: Run, of_a_step: int = 1) -> Run:
        """A list, each element of which is looked at: so many of them are a step."""
        meter = self.meter

        def counted(world: World, frame: Frame) -> Value:
            found = run(world, frame)
            if found.__class__ is tuple and len(found) > FEW:
                spend(world, meter, len(found) // of_a_step)
            return found

        return counted

    def defined(self, name: str, arguments: Sequence[tree.Expression]) -> Code:
        """The body of a define, in a frame of its own that begins with the arguments."""
        define = self.definitions.defines[name]
        if name in self.entered or len(arguments) != len(define.parameters):
            return _constant(because(f"`{name}` cannot be asked like this"))
        if (name, self.where) not in self.bodies:
            inner = _Compiler(self.definitions, [p.name.text for p in define.parameters], self.where, self)
            inner.entered = (*self.entered, name)
            run = inner.code(define.body).run
            self.bodies[name, self.where] = run, inner.size
        body, size = self.bodies[name, self.where]
        given = [self.code(argument) for argument in arguments]
        runs, rest = [a.run for a in given], [None] * (size - len(arguments))
        meter, steps = self.meter, weight(define.body) - 1

        def entered(world: World, frame: Frame) -> Value:
            if steps:
                spend(world, meter, steps)
            return body(world, [run(world, frame) for run in runs] + rest)

        return Code(entered, _reads(*given))

    # --- computing

    def list_of(self, node: tree.ListOf) -> Code:
        given = [self.code(item) for item in node.items]
        runs = [item.run for item in given]
        constant = all(item.constant for item in given)
        return Code(lambda world, frame: tuple(run(world, frame) for run in runs), _reads(*given), constant)

    def negative(self, node: tree.Negative) -> Code:
        of = self.code(node.value)
        return Code(lambda world, frame: values.negative(of.run(world, frame)), of.reads)

    def arithmetic(self, node: tree.Arithmetic) -> Code:
        left, right, operator = self.code(node.left), self.code(node.right), node.operator
        a, b, calculate = left.run, right.run, values.calculate
        return Code(lambda world, frame: calculate(operator, a(world, frame), b(world, frame)), _reads(left, right))

    # --- conditions

    def comparison(self, node: tree.Comparison) -> Code:
        left, right = self.code(node.left), self.code(node.right)
        made = closures.comparison(node.operator, left.run, right.run, self.where)
        return Code(made, _reads(left, right))

    def between(self, node: tree.Between) -> Code:
        value, low, high = self.code(node.value), self.code(node.low), self.code(node.high)
        return Code(closures.between(value.run, low.run, high.run, self.where), _reads(value, low, high))

    def in_(self, node: tree.In) -> Code:
        value, items = self.code(node.value), self.code(node.items)
        return Code(closures.in_(value.run, self._counting(items.run), self.where), _reads(value, items))

    def has_word(self, node: tree.HasWord) -> Code:
        value, wanted = self.code(node.value), self.code(node.words)
        return Code(closures.has_word(value.run, wanted.run, self.where), _reads(value, wanted))

    def is_(self, node: tree.Is) -> Code:
        value = self.code(node.value)
        return Code(closures.STATES[node.state](value.run), value.reads)

    def is_a(self, node: tree.IsA) -> Code:
        value = self.code(node.value)
        return Code(closures.is_a(value.run, node.type, self.where), value.reads)

    def not_(self, node: tree.Not) -> Code:
        value = self.code(node.value)
        return Code(closures.not_(value.run), value.reads)

    def folded(self, node: tree.And | tree.Or) -> Code:
        parts = [self.code(part) for part in node.parts]
        return Code(closures.folded([part.run for part in parts], isinstance(node, tree.Or)), _reads(*parts))

    def if_(self, node: tree.If) -> Code:
        parts = [self.code(part) for part in (node.condition, node.then, node.otherwise)]
        return Code(closures.if_(*(part.run for part in parts)), _reads(*parts))

    # --- loops

    def comprehension(self, node: tree.Comprehension) -> Code:
        loop, reads = self._loop(node, node.value, ())
        return Code(loop.collected(), reads)

    def quantifier(self, node: tree.Quantifier) -> Code:
        only_what_meets_it = node.kind in ("some", "at least")
        loop, reads = self._loop(node, node.condition, _conjuncts(node.condition) if only_what_meets_it else ())
        count = min(int(node.count.value), MOST) if node.count else 0
        return Code(loop.quantified(node.kind, count, self._recorded(node.items)), reads)

    def _loop(
        self, node: tree.Comprehension | tree.Quantifier, asked: tree.Node, conditions: tuple[tree.Node, ...]
    ) -> tuple[Loop, frozenset[int]]:
        """The loop, and what it reads from outside; an equality in `where` or `conditions` may become a key."""
        items = self.code(node.items)
        place, self.size, before = self.size, self.size + 1, self.places
        self.places = {**before, node.name: place}
        where, value = self.condition(node.where), self.code(asked)
        keys: list[Key] = []
        rest: list[Code] = [] if conditions else [value]
        if not items.reads and not items.constant:
            for part, in_where in (*((p, True) for p in _conjuncts(node.where)), *((p, False) for p in conditions)):
                self._sort_key(part, place, in_where, keys, rest)
        self.places = before
        alone = all(code.reads <= {place} for code in rest)
        loop = Loop(
            *(items.run, place, where.run if where else None, value.run, tuple(keys), alone, self.meter),
            *(node, self.where, weight(node.where, asked)),
        )
        return loop, _reads(items, value, *([where] if where else ())) - {place}

    def _sort_key(self, part: tree.Node, place: int, in_where: bool, keys: list[Key], rest: list[Code]) -> None:
        """Put an equality of which one side alone reads the element among the keys, anything else among the rest."""
        before, self.where = self.where, self.where or in_where
        whole = self.code(part)
        if isinstance(part, tree.Comparison) and part.operator == "=":
            left, right = self.code(part.left), self.code(part.right)
            inner, outer = (left, right) if left.reads == {place} else (right, left)
            if inner.reads == {place} and place not in outer.reads:
                keys.append(Key(inner.run, outer.run, self.where))
                whole = Code(whole.run)  # what its outer side reads is in the key
        rest.append(whole)
        self.where = before

    def _recorded(self, items: tree.Node) -> Callable[[World, Frame], bool]:
        """Whether a list is of what was recorded; what cannot be told is, so that nothing passes for want of it."""
        match items:
            case tree.ListOf():
                return lambda world, frame: False
            case tree.Field(_, of, name):
                return lookups.is_recorded(name, self.code(of).run)
            case tree.Reference(_, name) if name not in self.places and self.definitions.meaning(name) == "list":
                return lookups.is_recorded(name, None)
        return lambda world, frame: True


_NODES: dict[type[tree.Node], Callable[[_Compiler, Any], Code]] = {
    tree.Amount: _Compiler.amount,
    tree.Ratio: _Compiler.ratio,
    tree.Text: _Compiler.literal,
    tree.Day: _Compiler.literal,
    tree.PeriodName: _Compiler.period,
    tree.Reference: _Compiler.reference,
    tree.Field: _Compiler.field,
    tree.Call: _Compiler.call,
    tree.Comprehension: _Compiler.comprehension,
    tree.ListOf: _Compiler.list_of,
    tree.Negative: _Compiler.negative,
    tree.Arithmetic: _Compiler.arithmetic,
    tree.Comparison: _Compiler.comparison,
    tree.Between: _Compiler.between,
    tree.In: _Compiler.in_,
    tree.HasWord: _Compiler.has_word,
    tree.Is: _Compiler.is_,
    tree.IsA: _Compiler.is_a,
    tree.Not: _Compiler.not_,
    tree.And: _Compiler.folded,
    tree.Or: _Compiler.folded,
    tree.If: _Compiler.if_,
    tree.Quantifier: _Compiler.quantifier,
}
_COSTLY = (tree.Quantifier, tree.Call, tree.Reference, tree.PeriodName)


def _constant(value: Value) -> Code:
    return Code(lambda world, frame: value, constant=True)


def _once(run: Run) -> Run:
    """What is found out once for a world, since it depends on nothing else."""
    key = object()

    def remembered(world: World, frame: Frame) -> Value:
        memory = world.memory
        if key not in memory:
            memory[key] = run(world, frame)
        return memory[key]

    return remembered


def _reads(*codes: Code) -> frozenset[int]:
    return frozenset().union(*(code.reads for code in codes))


def _conjuncts(node: tree.Node | None) -> tuple[tree.Node, ...]:
    """The conditions that all have to hold."""
    return () if node is None else node.parts if isinstance(node, tree.And) else (node,)
