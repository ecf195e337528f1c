"""Defining: what defines mean, each found out before what uses it, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from okrlang.logic.constants import Constants
from okrlang.logic.cost import MOST_TOGETHER, Cost, cost
from okrlang.logic.definitions import Definitions
from okrlang.logic.folding import Folding
from okrlang.logic.inference import Inference, Meaning
from okrlang.logic.marks import Marks, parameter_type
from okrlang.logic.opened import Opened
from okrlang.logic.phrases import phrase, shown
from okrlang.logic.typed import Typed
from okrlang.logic.types import TYPES, UNIONS
from okrlang.model.reading.circles import in_order, way_round
from okrlang.model.reading.complaints import Complaints, listed
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related
from okrlang.syntax.nearest import nearest


class Defining:
    """The meanings and costs of all defines; those that are `asked` for are checked.

    `used` are the params and defines that they name.
    """

    def __init__(self, definitions: Definitions, asked: Container[str], complaints: Complaints) -> None:
        self.definitions, self.complaints = definitions, complaints
        self.meanings: dict[str, Meaning] = {}
        self.costs: dict[str, Cost] = {}
        self.used: set[str] = set()
        self.spent = 0
        marks, own = Marks(definitions), {n: define for n, define in definitions.defines.items() if n in asked}
        shipped = {name: define for name, define in definitions.defines.items() if name not in own}
        for define in _in_order_of_use(shipped, Complaints()):  # they are sound, whatever a company calls its own
            name = define.name.text
            meaning, self.costs[name] = marks.meaning(name), cost(define.body, self.costs)
            self.meanings |= {name: meaning} if meaning else {}
        for define in own.values():
            self.used |= _uses(define)
        for define in _in_order_of_use(own, complaints):
            self.define(define)

    def inference(self) -> Inference:
        """What finds out the types of expressions that may name defines."""
        return Inference(self.definitions, self.meanings.get, self.complaints)

    def spend(self, spent: Cost) -> str | None:
        """Why an expression is more than is allowed, by itself or together with those before it, if it is."""
        too_much = spent.too_much()
        self.spent += 0 if too_much else spent.nodes
        if not too_much and self.spent > MOST_TOGETHER:
            return f"makes all expressions of the workspace more than {MOST_TOGETHER:,} parts together"
        return too_much

    def define(self, define: tree.Define) -> None:
        """Find out what a define gives; one that is wrong gives nothing."""
        name, before, inference = define.name, self.complaints.mistakes, self.inference()
        takes = tuple(self._parameter(parameter, inference) for parameter in define.parameters)
        self.costs[name.text] = cost(define.body, self.costs)
        too_much = self.spend(self.costs[name.text])
        if too_much:
            inference.fault("too-costly", f"`{name.text}` {too_much}", name.span, "say it in a simpler way")
            return
        gives = inference.value(define.body)
        self._check_given(define, gives)
        if self.complaints.mistakes > before or inference.broken:
            return
        self.meanings[name.text] = Meaning(gives, inference.reads, takes)
        self._check_parameters(define, inference)
        opened = Opened(self.definitions, inference, inference.names)
        body = opened.open(define.body)
        Constants(Folding(opened.typed), opened, self.complaints).find(body)

    def _parameter(self, parameter: tree.Parameter, inference: Inference) -> Typed:
        name, found = parameter.type.text, parameter_type(parameter.type.text)
        if found.lost:
            close = nearest(name, (*TYPES, *UNIONS))
            help = f"did you mean `{close}`?" if close else _TYPE_HINTS.get(name)
            self.complaints.error("unknown-name", f"there is no type `{name}`", parameter.type.span, help)
        inference.names[parameter.name.text] = inference.new(parameter.name.text, parameter.name.span, found)
        return found

    def _check_given(self, define: tree.Define, gives: Typed) -> None:
        """See that a define gives one value, and one that hangs on something where it is a condition."""
        if gives.lost:
            return
        if gives.many:
            message = f"`{define.name.text}` gives {phrase(gives)}, and a define gives one value"
            help = "name the list where it is asked about"
            self.complaints.error("type-mismatch", message, define.body.span, help)
        elif gives.is_condition and gives.literal:
            message = f"`{shown(define.body)}` is always the same, whatever the goals are"
            self.complaints.error("constant-condition", message, define.body.span, "name what it depends on")

    def _check_parameters(self, define: tree.Define, inference: Inference) -> None:
        for parameter in define.parameters:
            if parameter.name.text not in inference.used:
                message = f"`{parameter.name.text}` is never asked about"
                self.complaints.warning("unused-name", message, parameter.name.span, "leave the parameter out")


_TYPE_HINTS = {
    **dict.fromkeys(("percent", "amount", "money", "value"), "a number with a unit is a `quantity`"),
    **dict.fromkeys(("team", "department", "role"), "departments, teams and roles are a `unit`"),
    **dict.fromkeys(("time", "days"), "a length of time is a `duration`"),
    **dict.fromkeys(("string", "word", "title"), "words are a `text`"),
    **dict.fromkeys(("boolean", "bool"), "what is true or false is a `condition`"),
    "owner": "who owns something is a `party`",
}


def _in_order_of_use(defines: Mapping[str, tree.Define], complaints: Complaints) -> Iterator[tree.Define]:
    """The defines, each after those that it uses; of those that lead back to themselves each circle is said once."""
    uses = {name: tuple(sorted(_uses(define) & defines.keys())) for name, define in defines.items()}
    order, knots = in_order(uses)
    in_knots = {name for knot in knots for name in knot}
    for knot in knots:
        first = min(knot, key=lambda name: (defines[name].span.path, defines[name].span.start))
        way = way_round((first, *(name for name in knot if name != first)), uses)
        through = f", through {listed((f'`{name}`' for name in way[1:]), 'and')}" if len(way) > 1 else ""
        related = [Related("this leads back to it", defines[name].name.span) for name in way[1:]]
        help = "say what it means in other words"
        complaints.error(
            "circular-define", f"`{first}` is defined by itself{through}", defines[first].name.span, help, related
        )
    yield from (defines[name] for name in order if name not in in_knots)


def _uses(define: tree.Define) -> set[str]:
    """What a define names, beside its parameters and the names of its loops."""
    nodes = [*postorder(define.body)]
    own = {parameter.name.text for parameter in define.parameters}
    own |= {node.name for node in nodes if isinstance(node, tree.Quantifier | tree.Comprehension)}
    return {node.name for node in nodes if isinstance(node, tree.Reference | tree.Call)} - own
