"""The step from grammar to table: `python -m okrlang.syntax.compile` writes `table.py`, Lark being the compiler.

The only home of lark, which is needed to build and to test and never to run.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

GRAMMAR = Path(__file__).parents[2] / "grammar" / "okr.lark"
TABLE = Path(__file__).with_name("table.py")
STARTS = ("declarations", "expression")

_HEAD = '''"""What `grammar/okr.lark` compiles to. Written by `python -m okrlang.syntax.compile`; not to be edited.

SYMBOLS    terminals, the first {terminals} of them, then the rules and their repetitions
TOKEN      white space and one terminal; groups: NAME, the rest of UNIT_PER, signs, GROUPS, the end, anything else
RULES      symbol, length, callback, children kept (`-` none, `+` its items instead of itself);
           a callback is `*` for a repetition, `=` for nothing but the child, `!x` for the words of x
STATES     symbol and next state, in turn; after `/` rule and look-aheads, in turn
AHEAD      sets of terminals on which to reduce
"""

# ruff: noqa: E501
# fmt: off
'''


class WholeWords:
    """Lets a name stand everywhere, so that `committedcycle` is one word and not two keywords."""

    always_accept = ("NAME",)

    def process(self, stream: Any) -> Any:
        """Give back the tokens as they are."""
        return stream


def compiled() -> Any:
    """The grammar, compiled by Lark: strict, so that a conflict is an error."""
    from lark import Lark

    return Lark(
        GRAMMAR.read_text("utf-8"),
        parser="lalr",
        strict=True,
        start=list(STARTS),
        propagate_positions=True,
        maybe_placeholders=True,
        postlex=WholeWords(),
    )


def table() -> str:
    """The text of `table.py`."""
    grammar = compiled()
    parse_table = grammar.parser.parser._parse_table
    terminals = _terminals(grammar)
    symbols = {lark_name: number for number, lark_name in enumerate(terminals)}
    for rule in grammar.rules:
        symbols.setdefault(rule.origin.name, len(symbols))
    rules = {id(rule): number for number, rule in enumerate(grammar.rules)}
    states = _numbered(parse_table)
    ahead: dict[tuple[int, ...], int] = {}
    rows = [_row(parse_table.states[state], symbols, states, rules, ahead) for state in states]
    spelt = [terminals.get(name, name) for name in symbols]
    starts = {name: (states[parse_table.start_states[name]], states[parse_table.end_states[name]]) for name in STARTS}
    groups = [name for name, text in terminals.items() if name == text and name not in ("NAME", "UNIT_PER", "$END")]
    return "\n".join(
        (
            _HEAD.format(terminals=len(terminals)),
            f"TERMINALS = {len(terminals)}",
            f"STARTS = {starts!r}",
            f"GROUPS = {' '.join(groups)!r}",
            f"TOKEN = {_pattern(grammar, groups)!r}",
            _listing("SYMBOLS", spelt),
            _listing("RULES", [_rule(rule, symbols) for rule in grammar.rules]),
            _listing("AHEAD", [" ".join(map(str, numbers)) for numbers in ahead]),
            _listing("STATES", rows),
        )
    )


def _terminals(grammar: Any) -> dict[str, str]:
    """Lark's names of the terminals, with the text of those that have only one."""
    ignored = set(grammar.ignore_tokens)
    known = {t.name: t.pattern.value if t.pattern.type == "str" else t.name for t in grammar.terminals}
    return {name: text for name, text in known.items() if name not in ignored} | {"$END": "$END"}


def _numbered(parse_table: Any) -> dict[int, int]:
    """The states in the order in which they are met, which no hash seed changes."""
    met = dict.fromkeys(parse_table.start_states[name] for name in STARTS)
    waiting = list(met)
    for state in waiting:
        for _, (action, target) in sorted(parse_table.states[state].items()):
            if action.name == "Shift" and target not in met:
                met[target] = None
                waiting.append(target)
    return {state: number for number, state in enumerate(met)}


def _row(
    row: dict[str, Any], symbols: dict[str, int], states: dict[int, int], rules: dict[int, int], ahead: dict[Any, int]
) -> str:
    """One state as text: where each symbol leads, then which rules are reduced on which look-aheads."""
    moves: list[int] = []
    reduced: dict[int, list[int]] = {}
    for name, (action, target) in sorted(row.items(), key=lambda entry: symbols[entry[0]]):
        if action.name == "Shift":
            moves += symbols[name], states[target]
        else:
            reduced.setdefault(rules[id(target)], []).append(symbols[name])
    reduces: list[int] = []
    for rule, numbers in sorted(reduced.items()):
        reduces += rule, ahead.setdefault(tuple(numbers), len(ahead))
    return "/".join(" ".join(map(str, part)) for part in (moves, reduces)).rstrip("/")


def _rule(rule: Any, symbols: dict[str, int]) -> str:
    """One rule as text, its kept children as Lark's own tree builder would keep them."""
    name = rule.origin.name
    kept = _kept(rule)
    if rule.options.expand1 and not rule.alias and len(kept) == 1:
        callback = "="
    elif name.startswith("_"):
        callback = "*"
    else:
        callback = ("!" if rule.options.keep_all_tokens else "") + (rule.alias or name)
    return " ".join((str(symbols[name]), str(len(rule.expansion)), callback, *kept))


def _kept(rule: Any) -> list[str]:
    gaps = "".join("-" if missing else "0" for missing in rule.options.empty_indices or [False] * len(rule.expansion))
    blanks = gaps.split("0")
    kept: list[str] = []
    for index, symbol in enumerate(rule.expansion):
        kept += blanks[index]
        if not symbol.is_term and symbol.name.startswith("_"):
            kept.append(f"+{index}")
        elif rule.options.keep_all_tokens or not (symbol.is_term and symbol.filter_out):
            kept.append(str(index))
    return kept + list(blanks[-1])


def _pattern(grammar: Any, groups: list[str]) -> str:
    """One regular expression for white space and the token behind it."""
    patterns = {terminal.name: terminal.pattern for terminal in grammar.terminals}
    skipped = "|".join(_plain(patterns[name].to_regexp()) for name in grammar.ignore_tokens)
    name, per = (_plain(patterns[terminal].to_regexp()) for terminal in ("NAME", "UNIT_PER"))
    if not per.startswith(name):
        raise ValueError("UNIT_PER must begin like NAME")
    literals = {p.value for p in patterns.values() if p.type == "str" and not re.fullmatch(name, p.value)}
    signs = "|".join(re.escape(sign) for sign in sorted(literals, key=lambda sign: (-len(sign), sign)))
    alternatives = [signs, *(_plain(patterns[group].to_regexp()) for group in groups), r"\Z", "."]
    tokens = "|".join(f"({alternative})" for alternative in alternatives)
    return f"(?:{skipped})*(?:({name})({per[len(name) :]})?|{tokens})"


def _plain(pattern: str) -> str:
    """The pattern without groups that capture."""
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)


def _listing(name: str, lines: list[str]) -> str:
    body = "\n".join(lines)
    quoted = body.replace("\\", "\\\\")
    return f'{name} = """\\\n{quoted}"""'


if __name__ == "__main__":
    TABLE.write_text(table() + "\n", "utf-8")
