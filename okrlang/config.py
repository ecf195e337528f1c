"""The configuration of a root: `okrlang.toml`, or `[tool.okrlang]` in `pyproject.toml`."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from os.path import basename, commonpath, dirname, exists, isfile, join, lexists, realpath
from typing import Any

from okrlang.logic.packs import Packs, with_params
from okrlang.logic.rule import Rule
from okrlang.model.quantity import Quantity, unit
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.frozen import Frozen, altered
from okrlang.syntax.nearest import nearest
from okrlang.syntax.parser import parse_expression
from okrlang.syntax.reader import read
from okrlang.syntax.source import Source, Span

FILES = ("okrlang.toml", "pyproject.toml")
MISTAKES = ("config-key", "config-value")
"""What is wrong in a configuration that could be read."""
MOST_BYTES = 8 * 1024 * 1024  # of one configuration


class Config(Frozen):
    """What a root asks for. `params` are amounts in words (`7`, `3 weeks`), `severity` names a rule and a severity."""

    source: Source | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    params: tuple[tuple[str, str], ...] = ()
    policy: str | None = None
    history: str | None = None

    def place(self, word: str) -> Span:
        """Where a word stands in the file."""
        source = self.source or Source("okrlang.toml", "")
        found = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", _without_comments(source.text)) if word else None
        return Span(source, *(found.span() if found else (0, 0)))


def _without_comments(text: str) -> str:
    return re.sub(r"(?m)^\s*#.*$", lambda comment: " " * len(comment[0]), text)


def find(folder: str) -> str | None:
    """The configuration file that holds for a folder: its own or the nearest above it, up to the repository's root."""
    while True:
        own, project = (join(folder, name) for name in FILES)
        if lexists(own):
            return own
        if isfile(project) and _speaks_of_us(project):
            return project
        if exists(join(folder, ".git")) or dirname(folder) == folder:
            return None
        folder = dirname(folder)


def _speaks_of_us(project: str) -> bool:
    try:
        return re.search(rb"(?m)^\s*\[\s*tool\s*\.\s*okrlang\s*[].]", _bytes(project)) is not None
    except OSError:
        return False


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(MOST_BYTES)


def _unfit(path: str) -> Diagnostic | None:
    """Why a file is not opened as a configuration, if so: nothing of what it says is ever shown."""
    place, home = Span(Source(basename(path), ""), 0, 0), realpath(dirname(path))
    if commonpath((realpath(path), home)) != home:
        return Diagnostic("outside-root", "this link leads out of the root", place, help="copy the file instead")
    about = os.stat(path)
    if not stat.S_ISREG(about.st_mode):
        return Diagnostic("unreadable-file", "this is not a regular file", place)
    if about.st_size > MOST_BYTES:
        return Diagnostic("text-too-large", f"this configuration has more than {MOST_BYTES >> 20} MiB", place)
    return None


def load(path: str) -> tuple[Config, tuple[Diagnostic, ...]]:
    """The configuration in a file, with what is wrong about it; what is wrong is left out."""
    import tomllib  # only a root with a configuration pays for it

    try:
        unfit = _unfit(path)
        if unfit is not None:
            return Config(), (unfit,)
        data = _bytes(path)
    except OSError as error:
        place = Span(Source(basename(path), ""), 0, 0)
        return Config(), (Diagnostic("unreadable-file", f"this file cannot be read: {error.strerror}".lower(), place),)
    source, faults = read(basename(path), data)
    if source is None:
        return Config(), faults
    faults = tuple(fault for fault in faults if fault.severity == "error")  # every key may be left out
    try:
        table: Any = tomllib.loads(source.text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        fault = Diagnostic("config-syntax", f"this is not TOML: {str(error).lower()}", _place(source, str(error)))
        return Config(source), (*faults, fault)
    if basename(path) == "pyproject.toml":
        table = table.get("tool")
        table = table.get("okrlang") if isinstance(table, dict) else None
    if not isinstance(table, dict):
        message = "`tool.okrlang` is no table"
        return Config(source), (*faults, Diagnostic("config-value", message, Config(source).place("okrlang")))
    config, more = _read(table, source)
    return config, (*faults, *more)


def _place(source: Source, error: str) -> Span:
    """The place of which TOML's own message speaks in words."""
    found = re.search(r"line (\d+), column (\d+)", error)
    if not found:
        end = len(source.text.rstrip())
        return Span(source, max(end - 1, 0), end)
    lines = source.text.split("\n")
    start = sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
    return Span(source, min(start, len(source.text)), min(start + 1, len(source.text)))


def _read(table: dict[str, Any], source: Source) -> tuple[Config, tuple[Diagnostic, ...]]:
    faults: list[Diagnostic] = []
    values: dict[str, Any] = {"source": source}
    for key, value in table.items():
        if key not in _KEYS:
            near = nearest(key, _KEYS)
            advice = f"did you mean `{near}`?" if near else f"the keys are {', '.join(f'`{k}`' for k in _KEYS)}"
            faults.append(Diagnostic("config-key", f"there is no key `{key}`", Config(source).place(key), help=advice))
            continue
        taken, kind, example = _KEYS[key]
        values[key] = taken(value)
        if values[key] is None:
            del values[key]
            message = f"`{key}` is {kind}, and not {_kind(value)}"
            faults.append(Diagnostic("config-value", message, Config(source).place(key), help=f"write {example}"))
    return Config(**values), tuple(faults)


def _names(value: object) -> tuple[str, ...] | None:
    return tuple(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else None


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _severities(value: object) -> tuple[tuple[str, str], ...] | None:
    pairs = _pairs(value)
    return pairs if pairs is not None and all(word in ("error", "warning", "info") for _, word in pairs) else None


def _pairs(value: object) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, dict) or not all(type(item) in (str, int, Decimal) for item in value.values()):
        return None
    return tuple(sorted((name, str(item)) for name, item in value.items()))


def _kind(value: object) -> str:
    """What somebody wrote, in people's words."""
    if isinstance(value, dict):
        value = next((each for each in value.values() if not isinstance(each, int | Decimal)), value)
        return f"`{value}`" if isinstance(value, str) else "a table of anything else"
    if isinstance(value, list):
        return "a list of anything else" if value else "an empty list"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"the {'number' if isinstance(value, int | Decimal) else 'text'} `{value}`"


_KEYS: dict[str, tuple[Callable[[object], Any], str, str]] = {
    "select": (_names, "a list of names", 'names of rules or packs in a list, such as `select = ["core"]`'),
    "ignore": (_names, "a list of names", 'names of rules or packs in a list, such as `ignore = ["key-result-count"]`'),
    "severity": (
        _severities,
        "a table of rules with `error`, `warning` or `info`",
        'a rule and `error`, `warning` or `info`: `severity = { key-result-count = "error" }`',
    ),
    "params": (
        _pairs,
        "a table of params with numbers or texts",
        'a param and its value, with a unit in quotes: `params = { max_key_results = 4, check_in_grace = "2 days" }`',
    ),
    "policy": (_word, "a text", 'the name of a policy, such as `policy = "gap"`'),
    "history": (_word, "a text", 'the path of a file, such as `history = "history.jsonl"`'),
}


# --- what it does to the packs ---------------------------------------------------------------------------------------


def applied(config: Config, packs: Packs) -> tuple[Packs, tuple[Diagnostic, ...]]:
    """The packs as a configuration sets them, and what in it speaks of nothing there is."""
    faults: list[Diagnostic] = []

    def complain(message: str, word: str, advice: str | None = None) -> None:
        faults.append(Diagnostic("config-value", message, config.place(word), help=advice))

    for word in dict.fromkeys((*config.select, *config.ignore, *(name for name, _ in config.severity))):
        if not is_rule_or_pack(word, packs):
            complain(f"there is no rule or pack `{word}`", word, advice_on(word, (*packs.rules, *pack_names(packs))))
        elif is_apart(word, packs):
            complain(f"`{word}` speaks through a checklist, which no setting changes", word, APART)
    if config.policy is not None and config.policy not in packs.policies:
        complain(f"there is no policy `{config.policy}`", config.policy, advice_on(config.policy, packs.policies))
    for name, text in config.params:
        value = _amount(text)
        packs, wrong = with_params(packs, {name: value}) if value else (packs, (f"`{text}` is no number with a unit",))
        for message in wrong:
            complain(message, name, _in_quotes(name, value, packs))
    return _with_severities(packs, dict(config.severity)), tuple(faults)


APART = "a checklist is asked for with `follows` in the company, or with `--checklist`"


def is_apart(word: str, packs: Packs) -> bool:
    """Whether a pack, or the pack of a rule, speaks through the items of a checklist alone."""
    return packs.homes.get(word, word) in packs.apart


def pack_names(packs: Packs) -> tuple[str, ...]:
    """The names of all packs."""
    return tuple(info.name for info in packs.infos)


def is_rule_or_pack(word: str, packs: Packs) -> bool:
    """Whether a rule or a pack has that name."""
    return word in packs.rules or word in pack_names(packs)


def advice_on(word: str, candidates: Iterable[str]) -> str | None:
    """What may have been meant."""
    near = nearest(word, candidates)
    return f"did you mean `{near}`?" if near else None


def _in_quotes(name: str, value: Quantity | None, packs: Packs) -> str | None:
    """How a param is written that has a unit, where it was written without one."""
    param = packs.params.get(name)
    bare = param is not None and param.value.unit.name and (value is None or not value.unit.name)
    if param is None or not bare:
        return None
    meant = altered(param.value, value=value.value) if value is not None else param.value
    return f'a number with a unit stands in quotes: `{name} = "{meant if param.allows(meant) else param.value}"`'


def _amount(text: str) -> Quantity | None:
    found, _ = parse_expression(Source("okrlang.toml", text))
    return Quantity(found.value, unit(found.unit)) if isinstance(found, tree.Amount) else None


def _with_severities(packs: Packs, asked: Mapping[str, str]) -> Packs:
    """The packs with other severities of rules, or of all rules of a pack."""
    if not asked:
        return packs
    named = [n for n, pack in packs.homes.items() if (n in asked or pack in asked) and pack not in packs.apart]
    rules = packs.rules.also({name: _with_severity(packs.rules[name], asked) for name in named})
    return altered(packs, rules=rules, programs={})


def _with_severity(rule: Rule, asked: Mapping[str, str]) -> Rule:
    return altered(rule, severity=asked.get(rule.name) or asked.get(rule.pack) or rule.severity)
