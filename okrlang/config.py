"""The configuration of a root: `okrlang.toml`, or `[tool.okrlang]` in `pyproject.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.source import Source, Span, read

_KEYS = {"select": list, "ignore": list, "severity": dict, "params": dict, "policy": str}


@dataclass(frozen=True, slots=True)
class Config:
    """What a root asks for. `params` are amounts in words (`"7"`, `"3 weeks"`), `severity` names a rule and a severity."""

    root: Path
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    params: tuple[tuple[str, str], ...] = ()
    policy: str | None = None


def find(start: Path) -> Path | None:
    """The configuration file that holds for a folder: its own or the nearest above it, up to the repository's root."""
    for folder in (start, *start.parents):
        own = folder / "okrlang.toml"
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and b"[tool.okrlang" in project.read_bytes():
            return project
        if (folder / ".git").exists():
            return None
    return None


def load(path: Path) -> tuple[Config, tuple[Diagnostic, ...]]:
    """The configuration in a file, with what is wrong about it; what is wrong is left out."""
    source, faults = read(path.name, path.read_bytes())
    if source is None:
        return Config(path.parent), faults
    try:
        table = tomllib.loads(source.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Config(path.parent), (_fault(source, "", "config-syntax", f"this is no valid TOML: {error}".lower()),)
    if path.name == "pyproject.toml":
        table = table["tool"]["okrlang"]
    return _read(path.parent, table, source)


def _read(root: Path, table: dict[str, Any], source: Source) -> tuple[Config, tuple[Diagnostic, ...]]:
    faults, values = [], {}
    for key, value in table.items():
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, 1)
            advice = f"did you mean `{near[0]}`?" if near else f"the keys are {', '.join(sorted(_KEYS))}"
            faults.append(_fault(source, key, "config-key", f"there is no key `{key}`", advice))
        elif not isinstance(value, _KEYS[key]) or not _plain(value):
            faults.append(_fault(source, key, "config-value", f"`{key}` has a value of the wrong kind", _WANTED[key]))
        else:
            values[key] = value
    config = Config(
        root,
        tuple(values.get("select", ())),
        tuple(values.get("ignore", ())),
        tuple(sorted(values.get("severity", {}).items())),
        tuple(sorted((name, str(value)) for name, value in values.get("params", {}).items())),
        values.get("policy"),
    )
    return config, tuple(faults)


_WANTED = {
    "select": 'a list of rule or pack names: `select = ["core"]`',
    "ignore": 'a list of rule or pack names: `ignore = ["key-result-count"]`',
    "severity": 'a rule and its severity: `severity = { key-result-count = "error" }`',
    "params": "a param and its value: `params = { max_key_results = 4 }`",
    "policy": 'the name of a policy: `policy = "gap"`',
}


def _plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(item, str | int) for item in value.values())
    return not isinstance(value, list) or all(isinstance(item, str) for item in value)


def _fault(source: Source, key: str, name: str, message: str, advice: str | None = None) -> Diagnostic:
    start = max(source.text.find(key), 0) if key else 0
    return Diagnostic(name, message, Span(source, start, start + max(len(key), 1)), "error", advice)
