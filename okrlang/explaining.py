"""Explaining: a rule, what it says of a subject, an item of a checklist, or the numbers of a goal, found by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from okrlang.config import advice_on, pack_names
from okrlang.judge.param_use import params_of
from okrlang.judge.rule_page import RulePage, rule_page
from okrlang.judge.telling.grammar import a
from okrlang.judge.world import GoalWorld
from okrlang.loading import Loaded
from okrlang.logic.packs import shipped
from okrlang.logic.rule import Rule
from okrlang.model.workspace import Cycle, KeyResult, Kpi, Metric, Objective
from okrlang.report.words import listed
from okrlang.session import measured, recorded
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen
from okrlang.syntax.nearest import nearest
from okrlang.wishes import Wishes

if TYPE_CHECKING:  # imported where they are needed
    from okrlang.logic.pack import PackInfo
    from okrlang.report.explained import Explanation

MOST = 8  # names in a sentence
_LINT = "`okrlang lint` says what is wrong"
_ITEM = re.compile(r"(?:(?P<checklist>[A-Za-z][\w-]*)\.)?(?P<number>\d+\.\d+)")


class Question(Frozen):
    """What is asked: a name and, of a rule, a subject; in which cycle, and with which data."""

    name: str
    subject: str | None = None
    cycle: str | None = None
    data: str | None = None


class Refusal(Frozen):
    """Why a question cannot be answered, with what may have been meant."""

    why: str


def needs_day(loaded: Loaded, asked: Question) -> bool:
    """Whether the answer depends on the day: that of a rule by itself does not."""
    return asked.subject is not None or asked.name not in loaded.packs.rules


def explain(
    loaded: Loaded, asked: Question, as_of: date, environment: Mapping[str, str] | None = None
) -> Explanation | Refusal:
    """The explanation of what a name means, or why there is none."""
    item = _ITEM.fullmatch(asked.name)
    if asked.name in loaded.packs.rules:
        rule = loaded.packs.rules[asked.name]
        return _of_rule(loaded, rule) if asked.subject is None else _of_verdict(loaded, rule, asked, as_of, environment)
    if item is not None:
        return _of_item(loaded, asked, item, as_of, environment)
    goal = _numbered(loaded, asked.name)
    if goal is not None:
        return _of_number(loaded, goal, asked, as_of, environment)
    return Refusal(_what_it_is(loaded, asked.name))


# --- a rule ----------------------------------------------------------------------------------------------------------


def _of_rule(loaded: Loaded, rule: Rule) -> Explanation:
    from okrlang.report.explanation import of_rule

    broken = f"this rule cannot be judged as it is written: {_LINT}" if rule.broken else None
    packs, warning = _packs_of(loaded, rule.pack), broken or _warning(loaded)
    return of_rule(_page(loaded, rule), packs, None, warning, _left_out(loaded, rule))


def _page(loaded: Loaded, rule: Rule) -> RulePage:
    """The page of a rule, its examples read anew where it was read without."""
    examples = None if rule.own else shipped(examples=True)[0].rules.get(rule.name)
    return rule_page(loaded.packs, rule, loaded.defaults.params, dict(_origins(loaded)), examples)


def _origins(loaded: Loaded) -> Iterator[tuple[str, str]]:
    """Where the params come from that are not the packs'."""
    for node in loaded.workspace.rules:
        if isinstance(node, tree.Param):
            yield node.name.text, f"{node.span.path}:{node.span.line}"
    config = loaded.texts.config
    for name, _ in config.params:
        place = config.place(name)
        yield name, f"{place.path}:{place.line}"


def _packs_of(loaded: Loaded, name: str) -> tuple[PackInfo, ...]:
    return tuple(info for info in loaded.packs.infos if info.name == name)


# --- a rule on a subject ---------------------------------------------------------------------------------------------


def _of_verdict(
    loaded: Loaded, rule: Rule, asked: Question, as_of: date, environment: Mapping[str, str] | None
) -> Explanation | Refusal:
    from okrlang.judge.account import accounts, subjects
    from okrlang.report.explanation import of_verdicts

    if rule.broken:
        return Refusal(f"the rule `{rule.name}` cannot be judged as it is written: {_LINT}")
    cycle = _cycle(loaded, asked.cycle)
    if isinstance(cycle, Refusal):
        return cycle
    world, _, _ = measured(loaded, as_of, asked.data, environment)
    worlds = worlds_of(loaded, rule, world, cycle)
    names = list(dict.fromkeys(name for each in worlds for name in subjects(loaded.packs, rule, each)))
    subject = _meant(loaded, rule, asked.subject or "", names)
    if isinstance(subject, Refusal):
        return subject
    found = [account for each in worlds for account in accounts(loaded.packs, rule, each, subject)]
    page = _page(loaded, rule)
    told, packs = ((each, page) for each in found), _packs_of(loaded, rule.pack)
    return of_verdicts(told, packs, as_of, _warning(loaded), _left_out(loaded, rule))


def worlds_of(loaded: Loaded, rule: Rule, world: GoalWorld, cycle: Cycle | None) -> tuple[GoalWorld, ...]:
    """The worlds in which a rule is judged: all goals at once, or each cycle where it speaks through a checklist."""
    from okrlang.judge.checklist import cycles_to_judge

    if cycle is not None:
        return (world.for_cycle(cycle),)
    if rule.pack not in loaded.packs.apart:
        return (world,)
    names = [checklist.name for checklist in loaded.packs.checklists.values() if checklist.pack == rule.pack]
    cycles = dict.fromkeys(cycle for name in names for cycle in cycles_to_judge(world.facts.ties, name))
    return tuple(map(world.for_cycle, cycles))


def _cycle(loaded: Loaded, name: str | None) -> Cycle | Refusal | None:
    found = next((cycle for cycle in loaded.workspace.cycles if cycle.id == name), None)
    if name is None or found is not None:
        return found
    names = [cycle.id for cycle in loaded.workspace.cycles]
    advice = advice_on(name, names) or f"the cycles are {_named(names)}"
    return Refusal(f"there is no cycle `{name}`: {advice}")


def _meant(loaded: Loaded, rule: Rule, subject: str, names: Sequence[str]) -> str | Refusal:
    """The subject that is meant: by its name, or by the last part of it where that is clear."""
    if subject in names:
        return subject
    endings = [name for name in names if name.endswith(f".{subject}")]
    if len(endings) == 1:
        return endings[0]
    if endings:
        return Refusal(f"`{subject}` may be {_named(endings)}: say which is meant")
    each = f"judges each {_spoken(rule.thing)}" if rule.thing else "judges the whole, once a cycle"
    parts = [name for name in names if name.startswith(f"{subject}.")]
    if parts:
        return Refusal(f"`{rule.name}` {each}, and not `{subject}`: name one of {_named(parts)}")
    if not names:
        return Refusal(f"`{rule.name}` {each}, and there is none here")
    if _kind_of(loaded, subject):
        why = f"`{subject}` is {_kind_of(loaded, subject)}, and `{rule.name}` {each}"
        return Refusal(f"{why}; it judges {_named(names)}")
    near = nearest(subject, names)
    said = f"did you mean `{near}`?" if near else f"it judges {_named(names)}"
    return Refusal(f"`{rule.name}` judges no `{subject}`: {said}")


# --- an item ---------------------------------------------------------------------------------------------------------


def _of_item(
    loaded: Loaded, asked: Question, item: re.Match[str], as_of: date, environment: Mapping[str, str] | None
) -> Explanation | Refusal:
    from okrlang.judge.checklist import checklist as judged
    from okrlang.judge.checklist import follows
    from okrlang.judge.item_account import item_account
    from okrlang.report.explanation import of_item

    packs, number = loaded.packs, item["number"]
    checklist = _checklist(loaded, item["checklist"], number)
    cycle = _cycle(loaded, asked.cycle)
    if isinstance(checklist, Refusal) or isinstance(cycle, Refusal):
        return checklist if isinstance(checklist, Refusal) else cycle  # type: ignore[return-value]  # it is one
    if asked.subject is not None:
        return Refusal(f"an item is explained as a whole: leave `{asked.subject}` out, or name one of its rules")
    world, ticked = None, None
    if loaded.workspace.objectives or loaded.workspace.kpis:
        world, _, _ = measured(loaded, as_of, asked.data, environment)
        day = min(as_of, cycle.period.last) if cycle else as_of  # what had ended by then is only advised on
        blocks = follows(loaded.workspace, checklist, day)
        ticked = judged(packs, checklist, world, blocks, cycle, loaded.defaults.params)
    found = item_account(packs, checklist, number, ticked, world)
    titles = {name: packs.rules[name].title for name in (*found.item.rules, *found.item.advice) if name in packs.rules}
    pack = packs.checklists[checklist].pack
    return of_item(found, titles, _packs_of(loaded, pack), as_of if world else None, _warning(loaded))


def _checklist(loaded: Loaded, name: str | None, number: str) -> str | Refusal:
    """The checklist that has an item: the one named, else the one followed, else the only one that has it."""
    checklists = loaded.packs.checklists
    if name is not None and name not in checklists:
        return Refusal(f"there is no checklist `{name}`: {advice_on(name, checklists) or _named(checklists)}")
    company = loaded.workspace.company
    followed = company.follows if company else None
    having = [n for n, checklist in checklists.items() if any(item.number == number for item in checklist.items)]
    if name is None and followed in having:
        return followed
    if name is None and len(having) > 1:
        return Refusal(f"several checklists have an item {number}: {_named(f'{n}.{number}' for n in having)}")
    chosen = name or (having[0] if having else None)
    if chosen in having:
        return chosen
    names = [name] if name else list(checklists)
    ends = [(n, [item.number for item in checklists[n].items]) for n in names]
    return Refusal(f"there is no item {number}: {' and '.join(f'`{n}` has {i[0]} to {i[-1]}' for n, i in ends if i)}")


# --- a number --------------------------------------------------------------------------------------------------------

Numbered = KeyResult | Objective | Kpi | Metric
_NUMBERED = ("key_result", "objective", "kpi", "metric")


def _numbered(loaded: Loaded, name: str) -> Numbered | None:
    """What has numbers and that name; a key result also by the last part of it, where that is clear."""
    workspace = loaded.workspace
    found = next((f for kind in _NUMBERED if (f := workspace.find(kind, name)) is not None), None)
    if found is None and _kind_of(loaded, name) is None:
        endings = [k for o in workspace.objectives for k in o.key_results if k.name == name]
        found = endings[0] if len(endings) == 1 else None
    return found if isinstance(found, Numbered) else None


def _of_number(
    loaded: Loaded, goal: Numbered, asked: Question, as_of: date, environment: Mapping[str, str] | None
) -> Explanation | Refusal:
    from okrlang.report import derivation as d
    from okrlang.report import standings
    from okrlang.report.explanation import of_number
    from okrlang.report.outlook import Charts
    from okrlang.score.figures.derivation import Derivations

    if asked.subject is not None:
        return Refusal(f"the numbers of `{goal.id}` are explained as a whole: leave `{asked.subject}` out")
    _, scores, _ = measured(loaded, as_of, asked.data, environment)
    history, found = recorded(loaded, Wishes(), as_of), Derivations(scores)
    if isinstance(goal, Metric):
        made = d.of_metric(goal, found.metric(goal))
    elif isinstance(goal, Kpi):
        made = d.of_kpi(standings.kpi(goal, scores, Charts(), history), found.kpi(goal))
    elif isinstance(goal, Objective):
        made = d.of_objective(standings.objective(goal, scores, None, history), found.objective(goal))
    else:
        objective = loaded.workspace.find("objective", goal.objective)
        assert isinstance(objective, Objective)  # every key result has one
        weighed = found.objective(objective).weighed
        made = d.of_key_result(standings.key_result(goal, scores, Charts(), history), found.key_result(goal), weighed)
    return of_number(made, loaded.packs.infos, as_of, _warning(loaded))


# --- what cannot be explained ----------------------------------------------------------------------------------------


def _what_it_is(loaded: Loaded, name: str) -> str:
    """What a name means that is neither a rule nor an item, or the nearest that is."""
    packs = loaded.packs
    if any(info.name == name for info in packs.infos):
        rules = [rule for rule, pack in packs.homes.items() if pack == name]
        return f"`{name}` is a pack: name one of its {len(rules)} rules, such as {_named(rules[:3])}"
    if name in packs.checklists:
        items = [f"{name}.{item.number}" for item in packs.checklists[name].items]
        return f"`{name}` is a checklist: name one of its {len(items)} items, such as {_named(items[:3])}"
    if name in packs.params:
        readers = [rule for rule in packs.rules.values() if name in params_of(rule, packs.definitions)]
        return f"`{name}` is a param: name a rule that reads it, such as {_named(rule.name for rule in readers)}"
    if name in packs.policies:
        return f"`{name}` is a status policy, and no rule: the pages on evaluation say what it does"
    kind = _kind_of(loaded, name)
    if kind:
        return f"`{name}` is {kind}: name a rule before it, as in `okrlang explain RULE {name}`"
    endings = [k.id for goal in loaded.workspace.objectives for k in goal.key_results if k.name == name]
    if endings:
        return f"`{name}` may be {_named(endings)}: say which is meant"
    items = [f"{n}.{item.number}" for n, checklist in packs.checklists.items() for item in checklist.items]
    things = [goal.id for goal in loaded.workspace.objectives] + [kpi.id for kpi in loaded.workspace.kpis]
    near = nearest(name, (*packs.rules, *items, *packs.checklists, *pack_names(packs), *packs.params, *things))
    advice = f"did you mean `{near}`?" if near else "`okrlang lint` and `evaluate` name them as they find something"
    return f"there is no rule, checklist item or goal `{name}`: {advice}"


def _kind_of(loaded: Loaded, name: str) -> str | None:
    """What a name of the workspace stands for: `a key result`."""
    found = (kind for kind in _KINDS if loaded.workspace.find(kind, name) is not None)
    kind = next(found, None)
    return a(_spoken(kind)) if kind else None


_KINDS = ("objective", "key_result", "kpi", "metric", "initiative", "priority", "unit", "cycle", "record", "source")


def _spoken(kind: str | None) -> str:
    return "KPI" if kind == "kpi" else (kind or "").replace("_", " ")


def _named(names: Iterable[str]) -> str:
    return listed((f"`{name}`" for name in names), MOST)


def _left_out(loaded: Loaded, rule: Rule) -> str | None:
    """That the configuration keeps `lint` and `evaluate` from asking a rule; of a checklist it has no say."""
    config = loaded.texts.config
    if rule.pack in loaded.packs.apart:
        return None
    for word in (rule.name, rule.pack):
        if word in config.ignore:
            place = config.place(word)
            return f"{place.path}:{place.line} ignores `{word}`, so that `lint` and `evaluate` do not ask this rule"
    if config.select and not {rule.name, rule.pack} & {*config.select}:
        place = config.place("select")
        return f"{place.path}:{place.line} selects other rules, so that `lint` and `evaluate` do not ask this one"
    return None


def _warning(loaded: Loaded) -> str | None:
    """What keeps the texts from being read whole, so that the answer may not be the last word."""
    broken = [d.span.path for d in (*loaded.broken, *loaded.unparsed) if d.severity == "error"]
    if not broken:
        return None
    return f"mistakes keep {_named(dict.fromkeys(broken))} from being read whole: {_LINT}"
