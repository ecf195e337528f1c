"""The types that rules read: the tables hold together, and what MODEL says is in them."""

from __future__ import annotations

import pytest

from okrlang.logic.rule import SUBJECTS
from okrlang.logic.types import (
    FUNCTIONS,
    LISTS,
    METHODS,
    PLAIN,
    RECORD_KINDS,
    THINGS,
    TYPES,
    WORDS,
    FieldType,
    field_of,
    fields_of,
)

# What MODEL.md names, beside the fields that every thing has.
MODEL = {
    "company": "mission vision priorities units objectives kpis follows",
    "unit": "part_of lead held_by capacity objectives initiatives contributes_to planned",
    "cycle": "start end check_in_every review_every communicate_within policy pauses rolls_up objectives",
    "priority": "supported_by",
    "objective": "cycle kind supports supported_by ancestors descendants stands_alone approved policy provided "
    "key_results initiatives communications engagements plannings decisions reviews evaluations feedbacks improvements "
    "refinements check_ins involved told_by missed_reviews missed_relevance_reviews state start due progress low high "
    "status status_since score changes",
    "key_result": "objective cycle metric form own_owner baseline target commit stretch bound scope expects due weight "
    "confidence milestones zones provided advanced_by supported_by check_ins last_check_in missed_check_ins own_due "
    "current raw progress expected status status_since score limits assurance chance state changes evidence",
    "kpi": "metric green amber red scope samples_needed value level provided_for supported_by reviews review_every "
    "missed_reviews missed_relevance_reviews involved communications engagements decisions plannings limits assurance "
    "fired_share",
    "metric": "unit bound_to take split_by members members_listed no_data updated grace better stock range definition "
    "accuracy last samples used_by answers",
    "initiative": "objective advances from to due done state budget people allocates",
    "record": "kind date by covers audience evidence outcome rests_on answers due done budget scores changes keeps "
    "judges_relevance reached approved",
    "check_in": "date by subject member value status zone confidence note age",
    "attestation": "item by date until evidence",
    "waiver": "rule subject approved from until",
    "change": "of what from to date cycle eased refinement",
    "milestone": "title weight due done score state",
    "reading": "value date age",
    "limits": "centre lower upper",
    "evidence": "path exists hash_matches",
    "written_score": "of value projected cause",
    "written_change": "of what from to",
    "text": "words opening numbers lines",
    "date": "year quarter month week",
    "period": "start end",
}
COMMON = "id title path owner with tags because words rank recorded"


def test_every_type_is_declared() -> None:
    known = {*TYPES, *WORDS}
    used = {(name, field, t) for name, fields in TYPES.items() for field, of in fields.items() for t in of.types}
    used |= {("", name, t) for name, listed in LISTS.items() for t in listed.types}
    used |= {
        (name, asked, t)
        for name, methods in METHODS.items()
        for asked, method in methods.items()
        for of in (*method.takes, method.gives)
        for t in of.types
    }
    assert [each for each in sorted(used) if each[2] not in known] == []


@pytest.mark.parametrize("name", sorted(MODEL))
def test_the_model_is_there(name: str) -> None:
    common = COMMON.split() if name in THINGS else []
    assert [field for field in (*MODEL[name].split(), *common) if field not in TYPES[name]] == []


@pytest.mark.parametrize(
    ("type_", "field", "expected"),
    [
        ("objective", "owner", FieldType(("company", "unit", "person"), optional=True)),
        ("objective", "status", FieldType(("status",), measured=True)),
        ("objective", "state", FieldType(("fate",), timely=True)),
        ("objective", "key_results", FieldType(("key_result",), many=True)),
        ("objective", "reviews", FieldType(("review",), many=True, records=True)),
        ("key_result", "baseline", FieldType(("quantity",), optional=True, measured=True)),
        ("key_result", "due", FieldType(("date",))),
        ("metric", "members", FieldType(("text",), measured=True, many=True, records=True)),
        ("review", "evidence", FieldType(("evidence",), many=True, records=True)),
        ("objective", "changes", FieldType(("change",), measured=True, many=True)),
    ],
)
def test_marks_are_read(type_: str, field: str, expected: FieldType) -> None:
    assert TYPES[type_][field] == expected


def test_kinds_of_fields() -> None:
    assert TYPES["objective"]["title"].kind == "declared"
    assert TYPES["objective"]["owner"].kind == "optional"
    assert TYPES["objective"]["status"].kind == "measured"
    assert TYPES["key_result"]["baseline"].kind == "measured"


def test_methods_are_read() -> None:
    asked = METHODS["key_result"]["status_on"]
    assert [of.types for of in asked.takes] == [("date",)]
    assert asked.gives == FieldType(("status",), measured=True)
    assert METHODS["unit"]["within"].takes == (FieldType(("company", "unit")),)


def test_what_is_recorded_is_marked_so_everywhere() -> None:
    """A list of records, of what they say, or of members: nothing passes because it is empty."""
    recorded = {*RECORD_KINDS, "record", "check_in", "attestation", "waiver", "evidence", "written_score"}
    for name, fields in TYPES.items():
        for field, of in fields.items():
            if of.many and recorded & {*of.types}:
                assert of.records, f"{name}.{field}"
    assert {name for name, of in LISTS.items() if of.records} == {
        *("communications", "engagements", "plannings", "decisions", "reviews", "evaluations", "feedbacks"),
        *("improvements", "refinements", "records", "check_ins", "attestations", "waivers"),
    }


def test_records_of_every_kind_have_the_same_fields() -> None:
    for kind in RECORD_KINDS:
        assert TYPES[kind] == TYPES["record"]


def test_a_value_of_several_types_has_the_fields_that_all_of_them_have() -> None:
    assert field_of(("objective", "key_result"), "due") is not None
    assert field_of(("objective", "priority"), "due") is None
    assert "start" in fields_of(("objective", "key_result"))
    assert "start" not in fields_of(("objective", "kpi"))


def test_a_rule_can_be_for_each_of_what_is_listed() -> None:
    assert SUBJECTS["key_result"] == "key_results"
    assert SUBJECTS["company"] == "companies"
    assert SUBJECTS["feedback"] == "feedbacks"
    assert "change" not in SUBJECTS


def test_names_mean_one_thing() -> None:
    assert FUNCTIONS.isdisjoint(LISTS)
    assert TYPES.keys() >= PLAIN
    assert not {"as_of", "cycle"} & {*LISTS, *FUNCTIONS}
