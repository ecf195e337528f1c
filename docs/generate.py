"""Writes what is generated of the pages: below the mark in `reading.md`, `rules.md`, `checklist.md`, and a page a rule.

The page of a rule is called after it, whatever pack it stands in: its address stays. Run this in the checkout after a
change of `rules/`, of `okrlang/logic/types.py` or of `docs/fields.txt`:

    python docs/generate.py
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from rule_markdown import PARAMS, fenced, param_row, rule_markdown

from okrlang.logic.checker import check
from okrlang.logic.checklist import Item
from okrlang.logic.pack import PackInfo, Packs
from okrlang.logic.packs import shipped
from okrlang.logic.param import Param
from okrlang.logic.types import (
    FUNCTIONS,
    LISTS,
    METHODS,
    PLAIN,
    RECORD_KINDS,
    TYPES,
    UNIONS,
    WORDS,
    FieldType,
    MethodType,
)

DOCS = Path(__file__).parent
MARK = "<!-- What follows is written by docs/generate.py. -->\n"

# --- reading.md ------------------------------------------------------------------------------------------------------

_COMMON = TYPES["person"]
_FUNCTIONS = {
    "count": ("count(o.key_results)", "how many there are; of nothing 0; `count(m, 30 days)` of a metric's past"),
    "sum": ("sum(i.budget for i in o.initiatives)", "the sum; of nothing 0; `sum(m, 30 days)` of a metric's past"),
    "min": ("min(k.due for k in o.key_results)", "the least; of nothing unknown"),
    "max": ("max(k.due for k in o.key_results)", "the most; of nothing unknown"),
    "mean": ("mean(o.score for o in objectives)", "the mean; of nothing unknown; `mean(m, 12 months)` as well"),
    "median": ("median(o.score for o in objectives)", "the middle one; of nothing unknown"),
    "previous": ("previous(k.metric)", "the value of a metric before the one it has now"),
    "days_between": ("days_between(o.start, r.date)", "how long after the first day the second is, such as `3 days`"),
    "difference": ("difference(s.value, s.of.score)", "the distance of two numbers, never negative"),
}


def notes() -> dict[str, str]:
    """What each field means, by name or by type and name."""
    lines = (DOCS / "fields.txt").read_text("utf-8").splitlines()
    return dict((*line.split(None, 1),) for line in lines if line and not line.startswith("#"))  # type: ignore[misc]


def reading() -> str:
    """All that rules can read."""
    said = notes()
    parts = [_lists(), _all_have(said)]
    elsewhere = PLAIN | {*RECORD_KINDS, "person"}
    parts += [_type(name, said) for name in TYPES if name not in elsewhere]
    return "\n".join((*parts, *(_type(name, said) for name in ("text", "date", "period")), _functions(), _words()))


def _lists() -> str:
    rows = (f"| `{name}` | {_shown(found)} |" for name, found in LISTS.items())
    return _section("The lists of a workspace", "| list | of |\n|---|---|", rows)


def _all_have(said: dict[str, str]) -> str:
    rows = (_row("", name, found, said) for name, found in _COMMON.items())
    return _section("What every declaration and record has", _HEAD, rows)


def _type(name: str, said: dict[str, str]) -> str:
    common = _COMMON if "id" in TYPES[name] else {}
    own = {field: found for field, found in TYPES[name].items() if common.get(field) != found}
    rows = [_row(name, field, found, said) for field, found in own.items()]
    rows += [_asked(method, found, said) for method, found in METHODS.get(name, {}).items()]
    title = f"`{name}`"
    if name == "record":
        title += ": " + " ".join(f"`{kind}`" for kind in RECORD_KINDS)
    return _section(title, _HEAD, rows)


_HEAD = "| field | type | what it is |\n|---|---|---|"


def _row(type_: str, name: str, found: FieldType, said: dict[str, str]) -> str:
    return f"| `{name}` | {_shown(found)} | {said.get(f'{type_}.{name}') or said.get(name, '')} |"


def _asked(name: str, found: MethodType, said: dict[str, str]) -> str:
    takes = ", ".join(_types(taken) for taken in found.takes)
    return f"| `{name}({takes.replace('`', '')})` | {_shown(found.gives)} | {said.get(f'{name}()', '')} |"


def _shown(found: FieldType) -> str:
    marks = [
        word
        for word, is_so in (("optional", found.optional), ("measured", found.measured), ("as of the day", found.timely))
        if is_so
    ]
    what = f"{'records of ' if found.records else 'list of ' if found.many else ''}{_types(found)}"
    return ", ".join([what, *marks])


def _types(found: FieldType) -> str:
    unions = [name for name, members in UNIONS.items() if members == found.types]
    return " or ".join(f"`{name}`" for name in unions or found.types)


def _functions() -> str:
    rows = (f"| `{_FUNCTIONS[name][0]}` | {_FUNCTIONS[name][1]} |" for name in _FUNCTIONS if name in FUNCTIONS)
    return _section("Functions", "| written | gives |\n|---|---|", rows)


def _words() -> str:
    rows = [f"| `{name}` | {' '.join(f'`{word}`' for word in words)} |" for name, words in WORDS.items()]
    rows += [f"| `{name}` | any `{'` `'.join(members)}` |" for name, members in UNIONS.items()]
    return _section("Words", "| type | its words |\n|---|---|", rows)


# --- rules.md --------------------------------------------------------------------------------------------------------

_RULES = "| rule | severity | what it asks |\n|---|---|---|"
_POLICIES = "| policy | what it is |\n|---|---|"


def rules() -> str:
    """All shipped rules, by pack."""
    packs = whole()
    return "\n".join(part for info in packs.infos for part in _pack(packs, info))


def _pack(packs: Packs, info: PackInfo) -> Iterator[str]:
    yield f"## {info.name}\n\n{info.title}; version {info.version}.\n"
    found = [packs.rules[rule] for rule in packs.homes if packs.homes[rule] == info.name]
    if found:
        yield f"{_RULES}\n" + "".join(f"| {_link(rule.name)} | {rule.severity} | {rule.title} |\n" for rule in found)
    params = [param for param in packs.params.values() if param.pack == info.name]
    if params:
        yield f"Params of `{info.name}`:\n\n{PARAMS}\n" + "".join(map(_param, params))
    policies = [policy for policy in packs.policies.values() if policy.pack == info.name]
    if policies:
        yield f"{_POLICIES}\n" + "".join(f"| `{policy.name}` | {policy.title} |\n" for policy in policies)
    if info.name in packs.settings:
        yield f"The examples of `{info.name}` stand on this:\n\n{fenced(packs.settings[info.name].span.text)}\n"


def _param(param: Param) -> str:
    return f"{param_row(param.name, param.title, param.value, param.low, param.high)}\n"


def _link(name: str) -> str:
    return f"[`{name}`](rules/{name}.md)"


@cache
def whole() -> Packs:
    """The shipped packs with their examples, checked."""
    return check(shipped(examples=True)[0])[0]


# --- checklist.md ----------------------------------------------------------------------------------------------------


def checklist() -> str:
    """The sections and items of the procedure's checklist."""
    packs, _ = shipped()
    found = packs.checklists["okr_procedure"]
    everywhere = frozenset.intersection(*(frozenset(item.rules) for item in found.items))
    parts = [f"## The rules of every item\n\n{_linked(packs, sorted(everywhere))}\n"]
    for section in found.sections:
        parts.append(f"## {section.number} {section.title}\n")
        parts += [_item(packs, item, everywhere) for item in section.items]
    return "\n".join(parts)


def _item(packs: Packs, item: Item, everywhere: frozenset[str]) -> str:
    own = [name for name in item.rules if name not in everywhere]
    said = f"### {item.number} {item.title}\n\n{item.guide or ''}\n\nDecided by, besides the rules of every item:\n\n"
    said += _linked(packs, own) + "\n"
    if item.advice:
        said += f"\nAdvised by:\n\n{_linked(packs, item.advice)}\n"
    word = "Attested: besides, somebody must give their word" if item.attested else "Not attested: rules alone decide"
    return f"{said}\n{word}.\n"


def _linked(packs: Packs, names: Iterable[str]) -> str:
    return "\n".join(f"- {_link(name)}: {packs.rules[name].title}" for name in names)


# --- all of them -----------------------------------------------------------------------------------------------------


def _section(title: str, head: str, rows: Iterable[str], level: int = 2) -> str:
    return f"{'#' * level} {title}\n\n{head}\n" + "".join(f"{row}\n" for row in rows)


PAGES = {"reading.md": reading, "rules.md": rules, "checklist.md": checklist}


def page(name: str) -> str:
    """A page as it should be: what is written by hand down to the mark, then what is generated."""
    written, mark, _ = (DOCS / name).read_text("utf-8").partition(MARK)
    assert mark, f"{name} has no mark"
    return f"{written}{MARK}\n{PAGES[name]()}"


def rule_pages() -> dict[str, str]:
    """The page of each rule, by the name of its file."""
    packs = whole()
    return {f"{rule.name}.md": rule_markdown(packs, rule) for rule in packs.rules.values()}


if __name__ == "__main__":
    for each in PAGES:
        (DOCS / each).write_text(page(each), "utf-8")
    made = rule_pages()
    for file in (DOCS / "rules").glob("*.md"):
        if file.name not in made:
            file.unlink()
    for name, text in made.items():
        (DOCS / "rules" / name).write_text(text, "utf-8")
