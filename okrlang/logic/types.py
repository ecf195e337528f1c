"""What rules can read: every type with its fields, methods and words, the lists of a workspace, and the functions.

All of it is declared once, in the tables below. A field is called by its word in the sheet, plural for a list, `_` for
a space. Behind its name stand marks, then its type:

    owner?:party          optional: may be left out, and is then absent
    value~:quantity       measured: has a source and a time, and may be unknown
    state@:fate           as of the day: follows from the date or from records, but is always known
    supports:[objective]  a list of declared things: over none of them, `every` holds
    reviews:{review}      a list of what was recorded, observed or found: over none of them, `every` is unknown
    a|b                   one of several types; `x is a` says which

Days are inclusive, as they are written: `cycle.end` is the last day of the cycle. Confidence, scores and progress are
numbers from 0 to 1. A duration is a quantity whose unit is one of time.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from okrlang.syntax.frozen import Frozen

_WORDS = """
rank        company department team role person
unit_kind   department team role
kind        committed aspirational learning
fate        open dropped carried
work        planned in_progress done stopped
form        change relative reach band keep milestones zones establish
relation    at_least at_most more_than less_than between
quantifier  every at_least share named
status      not_started open on_track at_risk off_track achieved missed no_data stale dropped carried
level       green amber red
zone        fail commit target stretch
assurance   reaches misses chance
origin      source formula values
direction   higher lower
silence     unknown fail last_value zero
record_kind communication engagement planning decision review evaluation feedback improvement refinement
changed     target baseline bound scope due weight owner tiers provided filter take definition tolerance bands params
            dropping
"""

# Every declaration and record has these. `rank` is its owner's; `recorded` the day of the first revision that holds it.
_THING = """id:text title:text words:[text] path:text owner?:party with:[party] tags:[text] because?:text rank?:rank
  recorded?~:date"""

# What concerns a goal or KPI itself, or the objective of a key result.
_RECORDS = """communications:{communication} engagements:{engagement} plannings:{planning} decisions:{decision}
  reviews:{review} evaluations:{evaluation} feedbacks:{feedback} improvements:{improvement} refinements:{refinement}
  records:{record} check_ins:{check_in}"""

_THINGS = f"""
company     mission?:text vision?:text priorities:[priority] units:[unit] objectives:[objective] kpis:[kpi]
            follows?:text follows_since?:date
            parts:[unit] ancestors:[company|unit] descendants:[unit]
            uncovered:[objective|priority] coverage?:number
unit        kind:unit_kind part_of?:company|unit
            parts:[unit] ancestors:[company|unit] descendants:[unit]
            uncovered:[objective|priority] coverage?:number
            lead?:party held_by?:party capacity?:capacity planned?:capacity
            objectives:[objective] key_results:[key_result] kpis:[kpi] initiatives:[initiative]
            contributes_to:[objective] unshown:[objective]
person
cycle       start:date end:date past:condition check_in_every:duration review_every:duration communicate_within:duration
            policy?:text pauses:[period] rolls_up:condition objectives:[objective]
day         date?:date
priority    supported_by:[objective] descendants:[objective]
source      kind:text metrics:[metric]
objective   cycle?:cycle kind?:kind supports:[objective|key_result|kpi|priority] supported_by:[objective]
            ancestors:[objective|key_result|kpi|priority] descendants:[objective]
            depth:number circular:condition dangling:[objective|key_result] lenient@:condition
            stands_alone?:text approved?:approval policy?:text provided:[provision]
            key_results:[key_result] key_results_set:[key_result] initiatives:[initiative] involved:[company|unit]
            start?:date due?:date past:condition told_by?:date
            {_RECORDS}
            written_scores:{{written_score}} evaluated_score?@:number
            missed_reviews@:number missed_review_days@:[date] missed_relevance_reviews@:number
            state@:fate left?@:date progress~:number low~:number high~:number status~:status status_since~:date
            score~:number changes~:[change]
key_result  objective:objective cycle?:cycle metric?:metric form:form own_owner?:party
            baseline?~:quantity target?:quantity commit?:quantity stretch?:quantity bound?:relation scope?:quantifier
            expects:[expectation] start?:date due:date past:condition own_due?:date weight?:number confidence?:number
            milestones:[milestone] zones:[zone_text] title_contradicts:[quantity] provided:[provision]
            advanced_by:[initiative] supported_by:[objective]
            ancestors:[objective|key_result|kpi|priority] descendants:[objective] counted_above:condition
            {_RECORDS}
            written_scores:{{written_score}} evaluated_score?@:number
            last_check_in?@:check_in missed_check_ins@:number missed_check_in_days@:[date]
            state@:fate left?@:date current~:reading raw~:number progress~:number low~:number high~:number
            expected~:number status~:status status_since~:date score~:number
            limits~:limits assurance~:assurance signal~:condition chance~:number changes~:[change]
            evidence:{{evidence}}
kpi         metric?:metric green?:band amber?:band red?:band scope?:quantifier samples_needed?:number lasting?:duration
            chart:text current~:reading value~:quantity level~:level
            provided_for:[objective|key_result] supported_by:[objective] descendants:[objective] review_every?:duration
            {_RECORDS}
            missed_reviews@:number missed_review_days@:[date] missed_relevance_reviews@:number involved:[company|unit]
            limits~:limits assurance~:assurance fired_share~:number changes~:[change]
metric      unit?:text bound_to?:origin take?:text window?:duration
            split_by?:text members~:{{text}} members_listed:condition
            no_data?:silence updated?:duration grace?:duration better?:direction stock:condition range?:range
            definition?:text accuracy?:text last~:reading samples~:number answers~:condition
            used_by:[objective|key_result|kpi|metric] counted_by:[key_result] changes~:[change]
initiative  objective:objective advances:[key_result] from?:date to?:date due?:date done?:date state?:work
            budget?:quantity people?:quantity allocates:[text]
record      kind:record_kind date:date by?:party
            covers:{{objective|key_result|kpi|initiative|priority}} audience:{{party}} reached:{{company|unit}}
            evidence:{{evidence}} outcome?:text rests_on:{{kpi|metric|objective|key_result}} answers:{{record}}
            answered_by:{{record}} due?:date done?:date budget?:quantity scores:{{written_score}}
            changes:{{written_change}} keeps:{{objective|key_result|kpi}} judges_relevance:condition
            recorded_after?@:duration
            approved?:approval
check_in    date:date by?:party subject:key_result|kpi member?:text value?:quantity status?:status zone?:zone
            confidence?:number note?:text age@:duration agrees?@:condition
attestation checklist:text item:text date:date by?:party until?:date evidence:{{evidence}}
waiver      rule:text subject:anything cycle?:cycle approved:party approved_by_owner:condition from:date until:date
"""

# What things are made of.
_PARTS = """
approval       by:party date?:date
capacity       people?:quantity budget?:quantity date?:date
band           low?:quantity high?:quantity
range          low:quantity high:quantity
expectation    value:quantity date:date
milestone      title:text weight?:number due?:date done?:date score?:number state@:fate
zone_text      zone:zone text:text
provision      subject:metric|kpi bound?:relation value?:quantity level?:level holds~:condition
reading        value:quantity date:date age@:duration
limits         centre:quantity lower:quantity upper:quantity
evidence       path:text exists@:condition hash_matches?@:condition used_by:{record|attestation}
written_score  of:objective|key_result value?:number projected?:number cause?:text
written_change of:objective|key_result|kpi|metric|initiative what:changed from?:text to?:text
change         of:objective|key_result|kpi|metric|initiative what:changed from?:text to?:text date:date cycle?:cycle
               eased:condition refinement?:refinement
text           words:[text] opening:text numbers:[quantity] lines:[text]
date           year:period quarter:period month:period week:period
period         start:date end:date
"""

# What can be asked of a thing: its type, then what is asked with what it takes and gives.
_METHODS = """
company     stands_for(party):condition
unit        within(company|unit):condition stands_for(party):condition
person      stands_for(party):condition
objective   owned_by(party):condition status_on(date)~:status
key_result  owned_by(party):condition status_on(date)~:status limits_on(date)~:limits chance_on(date)~:number
            reached_on(date)~:condition
kpi         owned_by(party):condition level_on(date)~:level
metric      samples_on(date)~:number
initiative  owned_by(party):condition
"""

# The lists of a workspace. Goals that were dropped or carried stand in none of them, nor do records dated ahead.
_LISTS = """
companies:[company] units:[unit] cycles:[cycle] days:[day] priorities:[priority] objectives:[objective]
key_results:[key_result] kpis:[kpi] metrics:[metric] initiatives:[initiative]
communications:{communication} engagements:{engagement} plannings:{planning} decisions:{decision} reviews:{review}
evaluations:{evaluation} feedbacks:{feedback} improvements:{improvement} refinements:{refinement} records:{record}
check_ins:{check_in} attestations:{attestation} waivers:{waiver} changes~:[change]
"""

# What can be computed of a list, or of two values. `days_between(a, b)` is how many days b lies after a.
FUNCTIONS = frozenset({"count", "sum", "min", "max", "mean", "median", "previous", "days_between", "difference"})

UNIONS = {
    "party": ("company", "unit", "person"),
    "anything": (
        *("company", "unit", "cycle", "priority", "source", "metric", "kpi"),
        *("objective", "key_result", "initiative", "record"),
    ),
}
PLAIN = frozenset({"text", "number", "quantity", "duration", "date", "period", "condition"})
SHARES = frozenset(
    [
        "progress",
        "low",
        "high",
        "score",
        "expected",
        "confidence",
        "chance",
        "evaluated_score",
        "fired_share",
        "projected",
        "coverage",
    ]
)
"""The numbers that lie between 0 and 1."""

OF_RECORDS = frozenset({"last_check_in", "evaluated_score"})
"""The single values that are absent where nothing was recorded."""


class FieldType(Frozen):
    """The type of a field: one of `types`, or a list of them (`many`), and how it comes to its value.

    `records` marks lists of what was recorded, observed or found; `timely` what follows from the date or from records.
    """

    types: tuple[str, ...]
    optional: bool = False
    measured: bool = False
    timely: bool = False
    many: bool = False
    records: bool = False

    @property
    def kind(self) -> str:
        """`optional`, `measured` or `declared` (always there); what is optional and measured is `measured`."""
        return "measured" if self.measured else "optional" if self.optional else "declared"


class MethodType(Frozen):
    """What can be asked of a thing: what it takes and what it gives."""

    takes: tuple[FieldType, ...]
    gives: FieldType


# --- the tables, read ------------------------------------------------------------------------------------------------


@cache
def _type(written: str, marks: str = "") -> FieldType:
    """The type that the text behind the colon says, with the marks before it."""
    many, records = written[0] in "[{", written[0] == "{"
    types = (written[1:-1] if many else written).split("|")
    named = tuple(name for t in types for name in UNIONS.get(t, (t,)))
    return FieldType(named, "?" in marks, "~" in marks, "@" in marks, many, records)


def _marked(written: str) -> tuple[str, FieldType]:
    """The name and type of one field, as written in a table."""
    marked, _, typed = written.partition(":")
    name = marked.rstrip("?~@")
    return name, _type(typed, marked[len(name) :])


def _lines(table: str) -> dict[str, list[str]]:
    """The words behind each word that stands at the start of a line."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in table.strip().splitlines():
        if line[0] != " ":
            name, *words = line.split()
            found[name] = words
        else:
            words += line.split()
    return found


def _methods(written: list[str]) -> dict[str, MethodType]:
    """What can be asked of one thing, as written in a table: `status_on(date)~:status`."""
    found = {}
    for word in written:
        head, _, typed = word.partition(":")
        name, _, rest = head.partition("(")
        taken, _, marks = rest.partition(")")
        takes = tuple(_type(t) for t in taken.split(",") if t)
        found[name] = MethodType(takes, _type(typed, marks))
    return found


def _fields() -> dict[str, dict[str, FieldType]]:
    common = dict(map(_marked, _THING.split()))
    found = {name: common | dict(map(_marked, words)) for name, words in _lines(_THINGS).items()}
    found |= dict.fromkeys(WORDS["record_kind"], found["record"])
    parts = {name: dict(map(_marked, words)) for name, words in _lines(_PARTS).items()}
    return found | parts | {name: {} for name in PLAIN - parts.keys()}


WORDS: Mapping[str, tuple[str, ...]] = {name: tuple(words) for name, words in _lines(_WORDS).items()}
TYPES: Mapping[str, Mapping[str, FieldType]] = _fields()
METHODS: Mapping[str, Mapping[str, MethodType]] = {name: _methods(words) for name, words in _lines(_METHODS).items()}
LISTS: Mapping[str, FieldType] = dict(map(_marked, _LISTS.split()))
RECORD_KINDS = WORDS["record_kind"]
THINGS: tuple[str, ...] = (*_lines(_THINGS), *RECORD_KINDS)


def field_of(types: tuple[str, ...], name: str) -> FieldType | None:
    """The field that a value has which may be of several types: one that all of them have, with the marks of each."""
    found = [TYPES[each].get(name) if each in TYPES else None for each in types]
    first, *others = found or (None,)
    if first is None or all(other == first for other in others):
        return first
    return _merged([field for field in found if field is not None]) if None not in found else None


def _merged(fields: list[FieldType]) -> FieldType | None:
    """One field made of several; none where some are lists, and others are not."""
    if len({field.many for field in fields}) > 1:
        return None
    return FieldType(
        tuple(dict.fromkeys(name for field in fields for name in field.types)),
        any(field.optional for field in fields),
        any(field.measured for field in fields),
        any(field.timely for field in fields),
        fields[0].many,
        any(field.records for field in fields),
    )


def fields_of(types: tuple[str, ...]) -> tuple[str, ...]:
    """The names of all fields that a value has which may be of several types, in order."""
    return tuple(name for name in sorted(TYPES.get(types[0], {})) if field_of(types, name))
