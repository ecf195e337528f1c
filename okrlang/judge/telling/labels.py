"""Labels: how the fields that rules read are called when one speaks of them.

A field not named here is called by its own word, and a list of things by what they are: `key results of …`.
"""

from __future__ import annotations

from collections.abc import Mapping

from okrlang.logic.types import RECORD_KINDS, TYPES, FieldType, field_of


def _table(text: str) -> dict[str, str]:
    lines = (line.split(None, 1) for line in text.strip().splitlines())
    return {name: said.strip() for name, said in lines}


_NOUNS = _table("""
because                   reason
own_owner                 owner of its own
part_of                   place in the organization
held_by                   holder
check_in_every            time from one check-in to the next
review_every              time from one review to the next
communicate_within        time for telling goals
rolls_up                  roll-up
start                     first day
end                       last day
from                      first day
to                        last day
until                     last day
due                       due day
done                      day of completion
told_by                   last day for telling of it | last day for telling of {0}
left                      day on which it was dropped or carried on | day on which {0} was dropped or carried on
own_due                   due day of its own
stands_alone              reason to stand alone | reason for {0} to stand alone
missed_reviews            number of missed reviews
missed_relevance_reviews  number of missed reviews of relevance
missed_check_ins          number of missed check-ins
evaluated_score           score in its last evaluation | score in the last evaluation of {0}
recorded_after            time until it was written down | time until {0} was written down
last_check_in             latest check-in
current                   current value
age                       age
follows                   checklist it follows
follows_since             day since which it follows a checklist
bound_to                  origin
split_by                  dimension
no_data                   word on what silence means
updated                   rhythm of new values
grace                     time of grace
better                    word on which direction is better
green                     green band
amber                     amber band
red                       red band
approved                  approval
waiver.approved           approver
accuracy                  word on its accuracy
samples                   number of values
samples_needed            number of values it needs
take                      aggregate
scope                     scope over members
by                        person behind it | person behind {0}
what                      subject of change
planned                   planned effort
people                    staff
budget                    budget
kind                      kind
of                        subject
circular                  circle
centre                    centre line
lower                     lower end
upper                     upper end
raw                       raw progress
expected                  expected progress
status_since              first day with its present status
fired_share               share of its past in which it was not green
""")

_MANY = _table("""
supports           goal that {0} supports | goals that {0} supports
supported_by       objective that supports {0} | objectives that support {0}
ancestors          goal above {0} | goals above {0}
descendants        objective beneath {0} | objectives beneath {0}
unit.ancestors     part of the organization above {0} | parts of the organization above {0}
unit.descendants   unit beneath {0} | units beneath {0}
company.descendants unit beneath {0} | units beneath {0}
parts              unit directly beneath {0} | units directly beneath {0}
dangling           goal that {0} supports and that is not in force | goals that {0} supports and that are not in force
uncovered          goal of {0} that nobody below lifts | goals of {0} that nobody below lifts
contributes_to     objective of others that {0} helps with | objectives of others that {0} helps with
unshown            goal of others that {0} helps with unseen | goals of others that {0} helps with unseen
involved           unit that {0} involves | units that {0} involves
provided           condition beside {0} | conditions beside {0}
provided_for       goal that {0} guards | goals that {0} guards
advanced_by        initiative that should move {0} | initiatives that should move {0}
advances           key result that {0} should move | key results that {0} should move
allocates          thing set aside for {0} | things set aside for {0}
expects            point on the path of {0} | points on the path of {0}
used_by            use of {0} | uses of {0}
evidence.used_by   record that shows {0} | records that show {0}
counted_by         key result that counts {0} | key results that count {0}
covers             thing that {0} covers | things that {0} covers
audience           addressee of {0} | addressees of {0}
reached            unit that {0} reached | units that {0} reached
evidence           file that {0} shows | files that {0} shows
rests_on           measure or goal that {0} rests on | measures and goals that {0} rests on
answers            record that {0} answers | records that {0} answers
answered_by        record that answers {0} | records that answer {0}
keeps              goal that {0} keeps on purpose | goals that {0} keeps on purpose
changes            change of {0} | changes of {0}
record.changes     change that {0} writes down | changes that {0} writes down
scores             score that {0} writes | scores that {0} writes
written_scores     written score of {0} | written scores of {0}
communications     communication about {0} | communications about {0}
engagements        engagement on {0} | engagements on {0}
plannings          plan for {0} | plans for {0}
decisions          decision on {0} | decisions on {0}
reviews            review of {0} | reviews of {0}
evaluations        evaluation of {0} | evaluations of {0}
feedbacks          piece of feedback on {0} | pieces of feedback on {0}
improvements       improvement of {0} | improvements of {0}
refinements        refinement of {0} | refinements of {0}
records            record about {0} | records about {0}
check_ins          check-in on {0} | check-ins on {0}
with               party that stands beside the owner of {0} | parties that stand beside the owner of {0}
tags               tag of {0} | tags of {0}
pauses             pause of {0} | pauses of {0}
words              word of {0} | words of {0}
opening            first word
numbers            number in {0} | numbers in {0}
lines              line of {0} | lines of {0}
title_contradicts  number in the title of {0} that it contradicts | numbers in the title of {0} that it contradicts
missed_review_days    day of a missed review of {0} | days of missed reviews of {0}
missed_check_in_days  day of a missed check-in on {0} | days of missed check-ins on {0}
members            member of {0} | members of {0}
""")

_LISTED = _table("""
companies    company | companies
units        unit | units
plannings    plan | plans
feedbacks    piece of feedback | pieces of feedback
check_ins    check-in | check-ins
changes      change of a goal | changes of goals
""")

# What is true or false of a thing, and its opposite.
_CONDITIONS = _table("""
circular         {0} supports itself through others | {0} does not support itself through others
counted_above    {0} counts what an objective above it counts | {0} counts nothing that an objective above it counts
members_listed   {0} lists its members | {0} does not list its members
stock            {0} is a stock | {0} is no stock
signal           {0} shows a signal | {0} shows no signal
past             {0} is over | {0} is not over
answers          {0} has a source that answers | {0} has no source that answers
judges_relevance {0} asks whether goals are still right | {0} does not ask whether goals are still right
agrees           {0} agrees with the source | {0} disagrees with the source
exists           {0} is there, and is not empty | {0} is missing, is empty, or is a text of the workspace itself
hash_matches     {0} is the file that was recorded | {0} is not the file that was recorded
holds            {0} holds | {0} does not hold
eased            {0} made a goal easier | {0} did not make a goal easier
rolls_up         {0} rolls up what is aligned | {0} does not roll up what is aligned
within           {0} is, or belongs to, {1} | {0} neither is nor belongs to {1}
stands_for       {0} is, leads or holds {1} | {0} is not {1}, and neither leads nor holds it
lenient          {0} is lenient | {0} is not lenient
approved_by_owner {0} is approved by its own owner | {0} is approved by somebody else
owned_by         {0} is owned by {1} | {0} is not owned by {1}
reached_on       {0} had reached its target on {1} | {0} had not reached its target on {1}
""")

_METHODS = _table("""
status_on  status of {0} on {1}
level_on   level of {0} on {1}
limits_on  natural limits of {0} on {1}
chance_on  chance of {0} on {1}
samples_on number of values of {0} by {1}
""")

_KINDS = {
    "kpi": ("KPI", "KPIs"),
    "company": ("company", "companies"),
    "priority": ("priority", "priorities"),
    "person": ("person", "people"),
    "planning": ("plan", "plans"),
    "feedback": ("piece of feedback", "pieces of feedback"),
    "check_in": ("check-in", "check-ins"),
    "evidence": ("file", "files"),
    "zone_text": ("zone", "zones"),
    "written_score": ("written score", "written scores"),
    "written_change": ("change", "changes"),
    "provision": ("condition", "conditions"),
    "expectation": ("point on the path", "points on the path"),
    "quantity": ("amount", "amounts"),
    "text": ("text", "texts"),
    "party": ("party", "parties"),
}


def kind(types: tuple[str, ...], many: bool = False) -> str:
    """What things of some types are called: `key result`, `KPIs`; of several types, `goal` or `thing`."""
    if len(types) == 1:
        one, more = _KINDS.get(types[0], (types[0].replace("_", " "), f"{types[0].replace('_', ' ')}s"))
    elif {*types} <= {"record", *RECORD_KINDS}:
        one, more = "record", "records"
    elif {*types} <= {"objective", "key_result", "kpi", "priority"}:
        one, more = "goal", "goals"
    elif {*types} <= {"company", "unit"}:
        one, more = "unit", "units"
    elif {*types} <= {"company", "unit", "person"}:
        one, more = "party", "parties"
    else:
        one, more = "thing", "things"
    return more if many else one


def noun(name: str, types: tuple[str, ...] = ()) -> str:
    """What a field is called: `due day`, `person behind it`."""
    return _noun(name, types).split(" | ")[0]


def noun_of(name: str, types: tuple[str, ...], of: str) -> str:
    """What the field of something is called: `the due day of stay`, `its due day`."""
    one, _, pattern = _noun(name, types).partition(" | ")
    if pattern:
        return f"the {pattern.format(of)}"
    return f"its {one}" if of == "it" else f"the {one} of {of}"


def _noun(name: str, types: tuple[str, ...]) -> str:
    special = next((found for t in types if (found := _NOUNS.get(f"{t}.{name}"))), None)
    return special or _NOUNS.get(name) or name.replace("_", " ")


def of_many(types: tuple[str, ...], name: str, many: bool) -> str:
    """What the elements of a list field are called, `{0}` standing for whose it is: `goals that {0} supports`."""
    said = next((found for t in types if (found := _MANY.get(f"{t}.{name}"))), None)
    if said is None and types and types[0] in RECORD_KINDS:
        said = _MANY.get(f"record.{name}")
    said = said or _MANY.get(name)
    if said is not None:
        return said.split(" | ")[many]
    field = field_of(types, name)
    return f"{kind(field.types, many) if field else name.replace('_', ' ')} of {{0}}"


def belongs(types: tuple[str, ...], name: str) -> bool:
    """Whether one can say that a thing has its elements: `stay has two key results`."""
    return " of {0}" in of_many(types, name, True)


def listed(name: str, types: tuple[str, ...], many: bool) -> str:
    """What the elements of a list of the whole workspace are called."""
    return _LISTED[name].split(" | ")[many] if name in _LISTED else kind(types, many)


def condition(name: str, holds: bool) -> str:
    """That something is true or false of a thing, `{0}`; a method asks it with regard to another, `{1}`."""
    said = _CONDITIONS.get(name) or f"{{0}} is {noun(name)} | {{0}} is not {noun(name)}"
    return said.split(" | ")[0 if holds else 1]


def method(name: str, of: str, *given: str) -> str:
    """What a method that is no condition gives: `the status of stay on 2026-08-15`, `its status on …`."""
    pattern = _METHODS.get(name) or f"{noun(name)} of {{0}} with regard to {{1}}"
    if of == "it":
        return f"its {pattern.replace(' of {0}', '').format(of, *given)}"
    return f"the {pattern.format(of, *given)}"


def conditions() -> Mapping[str, FieldType]:
    """The fields that are true or false: each has a label, the tests see to that."""
    return {n: f for fields in TYPES.values() for n, f in fields.items() if f.types == ("condition",) and not f.many}


def has_condition(name: str) -> bool:
    """Whether a condition has words of its own."""
    return name in _CONDITIONS
