"""What a configuration may say, and what is said of one that does not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from okrlang.config import Config, find, load

_KEYS = "the keys are `select`, `ignore`, `severity`, `params`, `policy`, `history`"
_NAMES = 'write names of rules or packs in a list, such as `select = ["core"]`'
_POLICY = 'write the name of a policy, such as `policy = "gap"`'


def loaded(
    folder: Path, text: str, name: str = "okrlang.toml"
) -> tuple[Config, list[tuple[str, str, str | None, str]]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    config, faults = load(str(path))
    return config, [(f.name, f.message, f.help, str(f.span)) for f in faults]


def test_every_key_is_read(tmp_path: Path) -> None:
    config, faults = loaded(
        tmp_path,
        """
select = ["core", "wording"]
ignore = ["key-result-count"]
policy = "gap"
params = { max_key_results = 4, review_grace = "3 weeks" }
[severity]
key-result-count = "info"
""",
    )
    assert faults == []
    assert config.select == ("core", "wording")
    assert config.ignore == ("key-result-count",)
    assert config.policy == "gap"
    assert config.params == (("max_key_results", "4"), ("review_grace", "3 weeks"))
    assert config.severity == (("key-result-count", "info"),)


def test_a_project_file_is_read_in_its_own_table(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n[tool.okrlang]\npolicy = "gap"\n'
    config, faults = loaded(tmp_path, text, "pyproject.toml")
    assert (config.policy, faults) == ("gap", [])
    assert find(str(tmp_path)) == str(tmp_path / "pyproject.toml")


@pytest.mark.parametrize(
    ("text", "name", "message", "advice", "place"),
    [
        ('# ignroe\nignroe = ["core"]\n', "config-key", "there is no key `ignroe`", "did you mean `ignore`?", "2:1"),
        ("max = 3\n", "config-key", "there is no key `max`", _KEYS, "1:1"),
        ('select = "core"\n', "config-value", "`select` is a list of names, and not the text `core`", _NAMES, "1:1"),
        ("policy = 3\n", "config-value", "`policy` is a text, and not the number `3`", _POLICY, "1:1"),
        ("policy = \n", "config-syntax", "this is not TOML: invalid value (at line 1, column 10)", None, "1:10"),
        ("select = [", "config-syntax", "this is not TOML: invalid value (at end of document)", None, "1:10"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_place(
    tmp_path: Path, text: str, name: str, message: str, advice: str | None, place: str
) -> None:
    _, faults = loaded(tmp_path, text)
    assert faults == [(name, message, advice, f"okrlang.toml:{place}")]


@pytest.mark.parametrize(
    "text", ['severity = { a = "fatal" }', "params = { a = [1] }", "params = { a = true }", "severity = 1"]
)
def test_values_of_the_wrong_kind_are_left_out(tmp_path: Path, text: str) -> None:
    config, faults = loaded(tmp_path, text)
    assert [name for name, *_ in faults] == ["config-value"]
    assert config.severity == config.params == ()


def test_an_empty_configuration_says_nothing_and_nothing_is_said_of_it(tmp_path: Path) -> None:
    config, faults = loaded(tmp_path, "")
    assert (config.select, config.params, faults) == ((), (), [])


def test_a_number_with_a_point_is_kept_exactly(tmp_path: Path) -> None:
    config, faults = loaded(tmp_path, 'params = { a = 0.10, b = 3, c = "2 weeks", d = 1e3, e = nan }')
    assert not faults
    assert config.params == (("a", "0.10"), ("b", "3"), ("c", "2 weeks"), ("d", "1E+3"), ("e", "NaN"))


@pytest.mark.parametrize("text", ["[tool]\nokrlang = 3\n", "[[tool.okrlang]]\nselect = []\n", "tool = [1]\n"])
def test_a_table_that_is_none_is_said(tmp_path: Path, text: str) -> None:
    _, faults = loaded(tmp_path, text, "pyproject.toml")
    assert [name for name, *_ in faults] == ["config-value"]


def test_what_is_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "okrlang.toml").write_bytes(b"policy = '\xff'\n")
    assert [fault.name for fault in load(str(tmp_path / "okrlang.toml"))[1]] == ["not-utf-8"]


def test_a_deep_nest_is_no_crash(tmp_path: Path) -> None:
    _, faults = loaded(tmp_path, "select = " + "[" * 100_000)
    assert [name for name, *_ in faults] == ["config-syntax"]


# --- what is never opened --------------------------------------------------------------------------------------------


def test_a_link_out_of_the_folder_is_not_read_and_nothing_of_it_is_shown(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret.txt").write_text("CANARY=abc123\n")
    (root / "okrlang.toml").symlink_to("../secret.txt")
    path = find(str(root))
    assert path == str(root / "okrlang.toml")
    config, (fault,) = load(path)
    assert (config, fault.name, str(fault.span)) == (Config(), "outside-root", "okrlang.toml:1:1")
    assert fault.span.source.text == ""


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "shared.toml").write_text('policy = "gap"\n')
    (tmp_path / "okrlang.toml").symlink_to("shared.toml")
    config, faults = load(str(tmp_path / "okrlang.toml"))
    assert (config.policy, faults) == ("gap", ())


def test_a_configuration_that_is_no_regular_file_is_a_fault_and_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "okrlang.toml").mkdir()
    path = find(str(tmp_path))
    assert path is not None
    assert [(f.name, f.message) for f in load(path)[1]] == [("unreadable-file", "this is not a regular file")]


@pytest.mark.parametrize("name", ["okrlang.toml", "pyproject.toml"])
def test_a_configuration_of_too_many_bytes_is_not_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("[tool.okrlang]\n")
    os.truncate(path, 6 << 30)
    assert find(str(tmp_path)) == str(path)
    message = "this configuration has more than 8 MiB"
    assert [(f.name, f.message) for f in load(str(path))[1]] == [("text-too-large", message)]
