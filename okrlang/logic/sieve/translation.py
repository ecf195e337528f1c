"""Translation: an expression as Python text that gives its value where all that it reads is known.

What is written is safe to run: its names and signs are made here, field by field from the declared types, and nothing
that a user wrote stands in it but whole numbers; words, texts, days and other numbers come in by names made here.
Where something is absent or unknown, or of another kind than declared, the text gives up (`unsure`), and whoever runs
it turns to the evaluator. So it need not know of three values. What it has no words for it asks of the evaluator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from okrlang.logic.definitions import Definitions
from okrlang.logic.evaluator import compiled
from okrlang.logic.reader import Kept, Reader
from okrlang.logic.sieve import conditions, fields, loops
from okrlang.logic.sieve.piece import Piece, Sort, are_things, condition, reads
from okrlang.logic.types import UNIONS
from okrlang.logic.world import ReadWorld
from okrlang.model import quantity
from okrlang.model.quantity import NUMBER, Quantity, unit
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree
from okrlang.syntax.frozen import altered

DEEPEST = 20  # nodes within each other in one expression of Python, which takes no more than 200 brackets


class Scope:
    """A function that is being written: what does not hang on the `element` of its loop is worked out `before` it."""

    def __init__(self) -> None:
        self.element = ""
        self.before: dict[str, str] = {}
        self.tests: dict[str, None] = {}
        self.depth = 0


class Translation:
    """What is written of one rule: functions, and how the things that they name are come by in a world."""

    def __init__(self, definitions: Definitions, world: ReadWorld) -> None:
        self.definitions, self.world = definitions, world
        self.functions: list[str] = []
        self.constants: dict[str, object] = {}
        self.kept: dict[Reader, Kept] = {}
        self.names: dict[str, Piece] = {}
        self.where = False
        self.scope = Scope()
        self.inner = False
        self._defines: dict[tuple[str, bool], Piece] = {}
        self._entered: tuple[str, ...] = ()
        self._count = 0

    # --- names

    def new(self, letter: str) -> str:
        """A name that nothing has yet."""
        self._count += 1
        return f"{letter}{self._count}"

    def constant(self, value: object) -> str:
        """The name of what is the same throughout a world."""
        known = next((name for name, one in self.constants.items() if one is value), None)
        name = known or self.new("c")
        self.constants[name] = value
        return name

    def variable(self, types: tuple[str, ...]) -> Piece:
        """A variable for something of one of these types; things of the workspace are always known."""
        name = self.new("v")
        return Piece(name, frozenset((name,)), types, always=are_things(types))

    @contextmanager
    def function(self) -> Iterator[Scope]:
        """Where another function is written."""
        outer, self.scope = self.scope, Scope()
        yield self.scope
        self.scope = outer

    @contextmanager
    def naming(self, names: dict[str, Piece]) -> Iterator[None]:
        """Where names stand for these pieces."""
        before, self.names = self.names, names
        yield
        self.names = before

    @contextmanager
    def within(self, names: dict[str, Piece]) -> Iterator[None]:
        """The same in a loop or define: what may be asked many times of one subject is `inner`."""
        before, self.inner = self.inner, True
        with self.naming(names):
            yield
        self.inner = before

    # --- pieces

    def truth(self, node: tree.Node) -> Piece:
        """What is true or false, and nothing else."""
        found = self.piece(node)
        if found.types == ("condition",) and found.always:
            return found
        name = self.new("t")
        return condition(f"({name} if ({name} := {found.code}) is True or {name} is False else unsure({name}))", found)

    def picks(self, node: tree.Node) -> Piece:
        """What is true or false, in a `where`."""
        before, self.where = self.where, True
        found = self.truth(node)
        self.where = before
        return found

    def piece(self, node: tree.Node) -> Piece:
        """The Python of a node; where there is none, it asks the evaluator."""
        self.scope.depth += 1
        write = _WRITES.get(type(node)) if self.scope.depth <= DEEPEST else None
        found = (write(self, node) if write else None) or self.asked(node)
        self.scope.depth -= 1
        if found.reads or found.settled or not self._is_cheap(node):
            return found
        evaluation = compiled(node, (), self.definitions, self.where)
        name = self.constant(evaluation(self.world, ()))
        return Piece(name, types=found.types, many=found.many, records=found.records, settled=True)

    def operand(self, node: tree.Node) -> Piece:
        """A piece, worked out before the loop where it does not hang on the element."""
        found, scope = self.piece(node), self.scope
        if not scope.element or scope.element in found.reads or not found.reads or found.code in found.reads:
            return found
        if found.code not in scope.before.values():
            name = scope.before.setdefault(found.code, f"h{len(scope.before)}")
            found = altered(found, code=name)
        return found

    def asked(self, node: tree.Node) -> Piece:
        """What the evaluator gives, asked with the values of the names that stand in a node."""
        mentioned = {n.name for n in postorder(node) if isinstance(n, tree.Reference)}
        names = [name for name in self.names if name in mentioned]
        ask = compiled(node, names, self.definitions, self.where)
        given = "".join(f"{self.names[name].code}, " for name in names)
        code = f"{self.constant(ask)}(world, ({given}))"
        return Piece(code, reads(*(self.names[name] for name in names)))

    def guarded(self, sort: Sort, pieces: Sequence[Piece], made: Callable[..., str]) -> str:
        """What is made of the names of pieces of one sort; it gives up where one of them is not of that sort.

        In a `where` what is absent makes it false.
        """
        names, tests = [], []
        for piece in pieces:
            name, test = self._told(sort, piece)
            names.append(name)
            tests += [(name, test)] if test else []
        code = made(*names)
        for name, test in reversed(tests):
            code = f"({code} if {test} else {'absent' if self.where else 'unsure'}({name}))"
        return code

    def _told(self, sort: Sort, piece: Piece) -> tuple[str, str]:
        """The name of a piece, and the test that it is of a sort; none where that is certain or was tested before."""
        is_name = piece.code.isidentifier()
        if piece.always and (is_name or not sort.names):
            return piece.code, ""
        if piece.code in self.scope.before.values() and not self.where:
            self.scope.tests[f"({sort.told.format(piece.code, piece.code)}) or unsure({piece.code})"] = None
            return piece.code, ""
        name = self.new("t")
        value = f"({name} := {piece.code})"
        return name, f"{value} is not None" if piece.always else sort.told.format(value, name)

    def boxed(self, piece: Piece) -> Piece:
        """The quantity that a bare number is."""
        if not piece.decimal:
            return piece
        name, code = self.new("t"), piece.code
        made = f"number({code})" if piece.always else f"(None if ({name} := {code}) is None else number({name}))"
        return altered(piece, code=made, decimal=False, settled=False)

    def elements(self, piece: Piece) -> str:
        """The elements of a list; it gives up where there is none."""
        name, code = self.new("t"), piece.code
        return code if piece.always else f"({name} if ({name} := {code}).__class__ is tuple else unsure({name}))"

    def listed(self, names: Sequence[str]) -> str:
        """The name of a list of what some names stand for throughout a world."""
        return self.constant(tuple(self.constants[name] for name in names))

    def _is_cheap(self, node: tree.Node) -> bool:
        """Whether what reads no variable can be worked out beforehand, though it may not be needed."""
        return not any(
            isinstance(n, tree.Quantifier | tree.Comprehension | tree.Call)
            or (isinstance(n, tree.Reference) and self.definitions.meaning(n.name) in ("list", "define"))
            for n in postorder(node)
        )

    # --- literals and names

    def amount(self, node: tree.Amount) -> Piece:
        value = Quantity(node.value, unit(node.unit))
        if value.unit != NUMBER:
            return Piece(self.constant(value), types=("quantity",), always=True, settled=True)
        whole = node.value == node.value.to_integral_value()
        code = f"({int(node.value)})" if whole else self.constant(quantity.rounded(node.value))
        return Piece(code, types=("number",), decimal=True, exact=True, always=True, settled=True)

    def literal(self, node: tree.Text | tree.Day) -> Piece:
        type_ = "text" if isinstance(node, tree.Text) else "date"
        return Piece(self.constant(node.value), types=(type_,), always=True, settled=True)

    def reference(self, node: tree.Reference) -> Piece | None:
        name = node.name
        if name in self.names:
            return self.names[name]
        meaning = self.definitions.meaning(name)
        if meaning == "define":
            return self._defined(name, ())
        if meaning == "word":
            return Piece(self.constant(name), types=("text",), always=True, settled=True)
        if meaning == "param" and self.definitions.params[name].value.unit == NUMBER:
            code = self.constant(quantity.rounded(self.world.param(name).value))
            return Piece(code, types=("number",), decimal=True, exact=True, always=True, settled=True)
        types = {"as_of": ("date",), "cycle": ("cycle",), "param": ("quantity",)}.get(meaning)
        return Piece("", types=types) if types else None

    # --- calls and computing

    def call(self, node: tree.Call) -> Piece | None:
        if node.of is not None:
            return None
        if node.name in self.definitions.defines:
            return self._defined(node.name, node.arguments)
        return loops.aggregate(self, node) if len(node.arguments) == 1 else None

    def _defined(self, name: str, arguments: Sequence[tree.Expression]) -> Piece | None:
        """A call of the function that a define is written as."""
        define = self.definitions.defines[name]
        if name in self._entered or len(arguments) != len(define.parameters):
            return None
        given = [self.certain(self.operand(argument)) for argument in arguments]
        if (name, self.where) not in self._defines:
            self._defines[name, self.where] = self._body(define)
        body = self._defines[name, self.where]
        return altered(body, code=f"{body.code}({', '.join(piece.code for piece in given)})", reads=reads(*given))

    def _body(self, define: tree.Define) -> Piece:
        """The function that a define is written as."""
        kinds = {p.name.text: UNIONS.get(p.type.text, (p.type.text,)) for p in define.parameters}
        names = {name: self.variable(types) for name, types in kinds.items()}
        before, self._entered = self._entered, (*self._entered, define.name.text)
        with self.function(), self.within(names):
            body, function = self.boxed(self.piece(define.body)), self.new("d")
        self._entered = before
        given = ", ".join(piece.code for piece in names.values())
        self.functions.append(f"def {function}({given}):\n return {body.code}")
        return altered(body, code=function, settled=False)

    def certain(self, piece: Piece) -> Piece:
        """A value that is known; it gives up where there is none."""
        piece = self.boxed(piece)
        if piece.always:
            return piece
        name = self.new("t")
        test = f"({name} := {piece.code}) is not None and {name}.__class__ is not Unknown"
        return altered(piece, code=f"({name} if {test} else unsure({name}))", always=True, settled=False)

    def arithmetic(self, node: tree.Arithmetic) -> Piece:
        left, right = self.operand(node.left), self.operand(node.right)
        types = ("date",) if left.types == ("date",) != right.types else ("quantity",)
        a, b = self.certain(left), self.certain(right)
        return Piece(f"calculate({node.operator!r}, {a.code}, {b.code})", reads(a, b), types)


_WRITES: dict[type[tree.Node], Callable[[Translation, Any], Piece | None]] = {
    tree.Amount: Translation.amount,
    tree.Text: Translation.literal,
    tree.Day: Translation.literal,
    tree.Reference: Translation.reference,
    tree.Field: fields.field,
    tree.Call: Translation.call,
    tree.Arithmetic: Translation.arithmetic,
    tree.Comparison: conditions.comparison,
    tree.Between: conditions.between,
    tree.In: conditions.in_,
    tree.HasWord: conditions.has_word,
    tree.Is: conditions.is_,
    tree.IsA: conditions.is_a,
    tree.Not: conditions.not_,
    tree.And: conditions.and_,
    tree.Or: conditions.or_,
    tree.If: conditions.if_,
    tree.Quantifier: loops.quantifier,
}
