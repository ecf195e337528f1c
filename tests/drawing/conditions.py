"""Conditions drawn at random over names of known types, each asking something that its types allow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from drawing.values import NUMERIC, PHRASES, SIGNS, SPOKEN, Value, Writer
from drawing.ways import RECORDS, Step, Types, fields
from okrlang.logic.types import METHODS, TYPES, WORDS

KINDS = ("every", "some", "no", "at least", "at most")
STRICT = ("every", "no", "at most")  # over nothing that is recorded they are unknown, and so is their opposite


class Author(Writer):
    """Writes conditions about the names that are known where it writes."""

    def condition(self, depth: int) -> str:
        """A condition about anything that is known here."""
        if depth > 0:
            made = self.dice.one(
                (
                    self._not,
                    self._both,
                    self._both,
                    self._if,
                    self._law,
                    *2 * (self._compared, self._over),
                    self._defined,
                )
            )
            text = made(depth - 1)
            if text is not None:
                return text
        found = self.anything()
        return self.about(found, depth) if found is not None else self._compared(0)

    def _defined(self, depth: int) -> str | None:
        return self.defined("condition", depth)

    def _not(self, depth: int) -> str:
        return f"not ({self.either(depth)})"

    def _both(self, depth: int) -> str:
        parts = [f"({self.condition(depth)})" for _ in range(self.dice.number(2, 3))]
        return self.dice.one([" and ", " or "]).join(parts)

    def _if(self, depth: int) -> str:
        return f"(if {self.either(depth)} then {self.condition(depth)} else {self.condition(depth)})"

    def _compared(self, depth: int) -> str:
        kind = self.dice.one(["number", "number", "quantity", "duration", "date", "period"])
        text = self.of_kind(kind, max(depth, 1))
        found = self.reach(kind) if text[0] not in "(cdmpsl" or self.dice.chance(50) else Value(text, (kind,))
        return self._held(found.text, kind, depth) if found is not None else self._held("as_of", "date", depth)

    def _law(self, depth: int) -> str | None:
        """What holds of all values, or hangs on the last day or unit, so that one too many or too few shows."""
        kind, one = self.dice.one(("date", "date", "number", "quantity", "duration")), self.dice.one
        found, b = self.reach(kind), self.of_kind(kind, depth)
        if found is None:
            return None
        a, sign = found.text, one(SIGNS)
        if kind == "date":
            weekday = f"({a} - {a}.week.start) {sign} {self.dice.number(0, 6)} days"
            return one([f"({a} + ({b} - {a})) = {b}", f"({a} - {b}) = (-({b} - {a}))", weekday, weekday])
        laws = [
            f"median([{a}, {b}]) = mean([{a}, {b}])",
            f"sum([{a}, {b}]) = ({a} + {b})",
            f"(({a} - {b}) + {b}) = {a}",
        ]
        if kind == "quantity":
            nothing = 'sum(x.budget for x in initiatives where x.id = "nobody")'
            laws += [
                f"({a} - {b}) {sign} 2 pp",
                f"({a} - {a}) {sign} 0 pp",
                f"({nothing} + {a}) = {a}",
                f"{nothing} < {a}",
            ]
        return one(laws)

    def _held(self, text: str, kind: str, depth: int) -> str:
        """An ordered value held against another; that there are few samples shows nothing, so they are held to many."""
        a, b = self.of_kind(kind, depth), self.of_kind(kind, depth)
        if ".samples" in text and not self.turned:
            return f"{text} {self.dice.one(('>', '>='))} {a}"
        if self.dice.chance(15):
            return f"{text} between {a} and {b}"
        if self.dice.chance(8):
            return f"{text} in [{a}, {b}]"
        return f"{text} {self.dice.one(SIGNS)} {a}"

    def _over(self, depth: int) -> str:
        return self.about(self.some_list(), depth)

    def about(self, value: Value, depth: int) -> str:
        """A condition about a value."""
        value = replace(value, types=self.facts.get(value.text, value.types))
        if value.many:
            return self._about_list(value, depth)
        if value.unsure and self.dice.chance(20):
            return f"{value.text} is {self.dice.one(['present', 'present' if value.measured else 'missing'])}"
        kind = value.kind
        if kind == "condition":
            return value.text if self.turned or self.dice.chance(60) else f"not {value.text}"
        if kind in WORDS:
            return self._about_word(value)
        if kind in (*NUMERIC, "date", "period"):
            return self._held(value.text, kind, depth)
        return self._about_text(value, depth) if kind == "text" else self._about_thing(value, depth)

    def _about_word(self, value: Value) -> str:
        words = [word for word in WORDS[value.types[0]] if word != "every"]  # with which no expression can begin
        self.reached.append(f"word {value.types[0]}")
        if self.dice.chance(30):
            return f"{value.text} in [{', '.join(self.dice.some(words, 4) or words[:1])}]"
        other = self.reach(value.types[0]) if self.dice.chance(25) else None
        return f"{value.text} {self.dice.one(['=', '!='])} {other.text if other else self.dice.one(words)}"

    def _about_text(self, value: Value, depth: int) -> str:
        text, one = value.text, self.dice.one
        if self.dice.chance(20):
            return self.about(self.field(value, one(sorted(TYPES["text"]))), depth)
        listed = self.reach("list") if self.dice.chance(20) else None
        if listed is not None and listed.types == ("text",):
            return one([f"{text} in {listed.text}", f"{text} has any word of {listed.text}"])
        other, some = self.of_kind("text", depth), ", ".join(self.dice.some(PHRASES, 3) or PHRASES[:1])
        compared = [f"{text} {one(('=', '!='))} {other}", f"{text} in [{one(self.literals['text'])}, {other}]"]
        return one([*compared, f"{text} has word {one(PHRASES)}", f"{text} has any word of [{some}]"])

    def _about_thing(self, value: Value, depth: int) -> str:
        if value.types == ("reading",) and self.dice.chance(50):
            return f"{value.text} is fresh"
        if len(value.types) > 1 and self.dice.chance(70):
            return self._narrowed(value, depth)
        same = [v for v in self.things() if v.text != value.text and {*v.types} & {*value.types}]
        if same and self.dice.chance(25):
            return f"{value.text} {self.dice.one(['=', '!='])} {self.dice.one(same).text}"
        asked = self.asked(value, depth) if self.dice.chance(25) else None
        if asked is not None:
            return asked
        return self.about(self.field(value, self.dice.one(fields(value.types))[0]), depth)

    def asked(self, value: Value, depth: int, name: str | None = None) -> str | None:
        """What a method of a thing gives, asked about."""
        methods = METHODS.get(value.types[0], {}) if len(value.types) == 1 else {}
        if not methods:
            return None
        name = name or self.dice.one(sorted(methods))
        takes, gives = methods[name].takes, methods[name].gives
        given = [self.of_kind("date", depth) if of.types == ("date",) else self.thing(of.types) for of in takes]
        if None in given:
            return None
        self.reached.append(f"{value.types[0]}.{name}")
        text = f"{value.text}.{name}({', '.join(filter(None, given))})"
        return self.about(Value(text, gives.types, unsure=gives.measured, measured=gives.measured), depth)

    def _narrowed(self, value: Value, depth: int) -> str:
        """A question after the type, and what only that type can be asked."""
        one = self.dice.one([t for t in value.types if t not in RECORDS] or value.types)
        self.reached.append(f"is {one}")
        asked = f"{value.text} is {SPOKEN.get(one, one)}"
        if depth <= 0 or self.dice.chance(20):
            return asked
        others = tuple(t for t in value.types if t != one)
        if len(others) > 1 and one not in RECORDS and fields(others) and self.dice.chance(20):
            return f"({asked} or {self.knowing(value, others, depth)})"
        inner = self.knowing(value, (one,), depth)
        return f"(if {asked} then {inner} else count(kpis) >= 1)" if self.dice.chance(30) else f"({asked} and {inner})"

    def knowing(self, value: Value, types: Types, depth: int) -> str:
        """A condition about a value where it has turned out to be of these types."""
        before, self.facts = self.facts, {**self.facts, value.text: types}
        text = self.about(replace(value, types=types), depth - 1)
        self.facts = before
        return text

    # --- lists

    def _about_list(self, value: Value, depth: int) -> str:
        element, one = Value("", value.types), self.dice.one
        if not self.turned and self.dice.chance(25):
            return f"count({value.text}) {one(['>=', '>', '=', '<=', '!='])} {one(['1', '2', '3'])}"
        if not self.turned and element.kind == "text" and self.dice.chance(50):
            return f"{self.of_kind('text', 0)} in {value.text}"
        same = [v for v in self.things() if {*v.types} & {*value.types}] if element.kind == "thing" else []
        if same and not self.turned and self.dice.chance(25):
            return f"{one(same).text} in {value.text}"
        if self.loops > 2:
            return f"count({value.text}) >= 1"
        return self.over(value, one(STRICT if value.records and self.turned else KINDS), depth)

    def over(self, value: Value, kind: str, depth: int, held: Callable[[Value], str] | None = None) -> str:
        """A quantifier over a list, of a condition about an element or of the one that is given."""
        element = Value(f"x{len(self.names)}", value.types)
        names, turned, self.names = self.names, self.turned, {**self.names, element.text: value.types}
        self.loops += 1
        where = f" where {self.inner(element, depth - 1)}" if self.dice.chance(30) else ""
        self.turned = turned or kind in ("no", "at most")
        text = held(element) if held else self.inner(element, depth - 1)
        self.names, self.turned = names, turned
        self.loops -= 1
        count, verb = (f" {self.dice.number(1, 3)}", "satisfy") if kind.startswith("at ") else ("", "satisfies")
        self.reached.append(f"{kind} over {'records' if value.records else 'declared things'}")
        return f"({kind}{count} {element.text} in {value.text}{where} {verb} {text})"

    def along(self, value: Value, steps: tuple[Step, ...], name: str) -> str:
        """A condition about a field or method of what a way leads to."""
        if not steps:
            if name in METHODS.get(value.types[0], {}):
                return self.asked(value, 2, name) or self.condition(2)
            if " of a " in name:
                return self._taken(value, name)
            return self.about(self.field(value, name), 2)
        (how, step), *rest = steps
        if how == "is":
            self.reached.append(f"is {step}")
            before, self.facts = self.facts, {**self.facts, value.text: (step,)}
            text = self.along(replace(value, types=(step,)), tuple(rest), name)
            self.facts = before
            return f"({value.text} is {SPOKEN.get(step, step)} and {text})"
        found = self.field(value, step)
        if how == "field":
            return self.along(found, tuple(rest), name)
        return self.over(found, self.dice.one(KINDS), 2, lambda element: self.along(element, tuple(rest), name))

    def _taken(self, value: Value, name: str) -> str:
        """A number taken of a metric's past, or of a list, held against another."""
        total, _, of = name.partition(" of a ")
        if of == "list":
            doubted = self.dice.one(["", "", " where x.progress >= 0.5", " where x.status in [on_track, achieved]"])
            return self._held(f"{total}(x.weight for x in {value.text}.key_results{doubted})", "number", 1)
        if of == "list in doubt":
            return (
                f"count(x for x in key_results where x.progress >= 0.5) {self.dice.one(SIGNS)} {self.dice.number(0, 4)}"
            )
        return self._held(f"{total}({value.text}{'' if total == 'previous' else ', 3 months'})", "quantity", 1)

    def message(self) -> str:
        """What a rule says, with a value in it."""
        shown = [v for v in self.known() if "id" in TYPES.get(v.types[0], {})]
        found = self.reach(self.dice.one(["number", "date", "text", "quantity"]))
        parts = [f"{{{self.dice.one(shown).text}.id}}"] if shown else []
        return f"Drawn: {' '.join([*parts, f'{{{found.text}}}'] if found else parts)} is not so"
