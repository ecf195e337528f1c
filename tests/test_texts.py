"""Which texts a path means, under which root, and what is said of what is no text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from okrlang.texts import Texts, gather


def lay(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n", encoding="utf-8")


def paths(texts: Texts) -> list[str]:
    return [text.path for text in texts.texts]


def faults(texts: Texts) -> list[tuple[str, str, str]]:
    return [(fault.span.path, fault.name, fault.severity) for fault in texts.faults]


def test_a_folder_is_its_texts_sorted_without_hidden_folders(tmp_path: Path) -> None:
    lay(tmp_path, "b.okr", "a.okr", "sub/c.okr", ".git2/d.okr", "notes.md", "data.csv")
    found = gather([tmp_path])
    assert paths(found) == ["a.okr", "b.okr", "sub/c.okr"]
    assert (found.root, found.asked, faults(found)) == (str(tmp_path), None, [])


def test_files_of_two_folders_have_the_common_folder_as_root(tmp_path: Path) -> None:
    lay(tmp_path, "one/a.okr", "two/b.okr", "two/c.okr")
    found = gather([tmp_path / "two/b.okr", tmp_path / "one/a.okr", tmp_path / "one/../one/a.okr"])
    assert found.root == str(tmp_path)
    assert paths(found) == ["one/a.okr", "two/b.okr"]


def test_a_configuration_makes_its_folder_the_root_and_paths_choose_what_is_reported(tmp_path: Path) -> None:
    lay(tmp_path, "one/a.okr", "two/b.okr", "read.md")
    (tmp_path / "okrlang.toml").write_text("")
    found = gather([tmp_path / "one"])
    assert found.root == str(tmp_path)
    assert paths(found) == ["one/a.okr", "two/b.okr"]
    assert found.asked == frozenset({"one/a.okr"})
    assert paths(gather([tmp_path / "read.md"])) == ["one/a.okr", "read.md", "two/b.okr"]


def test_a_project_file_counts_where_it_speaks_of_okrlang(tmp_path: Path) -> None:
    lay(tmp_path, "sub/a.okr", "b.okr")
    project = tmp_path / "pyproject.toml"
    project.write_text('[project]\nname = "x" # no [tool.okrlang] here\n')
    assert paths(gather([tmp_path / "sub"])) == ["a.okr"]
    project.write_text('[tool.okrlang]\nignore = ["core"]\n')
    found = gather([tmp_path / "sub"])
    assert (paths(found), found.config.ignore) == (["b.okr", "sub/a.okr"], ("core",))


def test_the_search_for_a_configuration_ends_at_the_repository(tmp_path: Path) -> None:
    lay(tmp_path, "okrlang.toml", "repository/a.okr")
    (tmp_path / "repository/.git").mkdir()
    assert gather([tmp_path / "repository"]).root == str(tmp_path / "repository")


def test_paths_of_two_roots_are_refused(tmp_path: Path) -> None:
    lay(tmp_path, "one/okrlang.toml", "one/a.okr", "two/b.okr")
    assert [name for _, name, _ in faults(gather([tmp_path / "one", tmp_path / "two"]))] == ["several-roots"]


def test_what_is_not_there_is_said_with_the_nearest_name(tmp_path: Path) -> None:
    lay(tmp_path, "goals.okr")
    found = gather([tmp_path / "gaols.okr"])
    assert faults(found) == [("gaols.okr", "no-such-file", "error")]
    assert found.faults[0].help == "did you mean `goals.okr`?"


def test_what_is_no_text_is_a_fault_and_the_rest_is_read(tmp_path: Path) -> None:
    lay(tmp_path, "root/a.okr", "out.okr", "root/folder.okr/b.okr", "root/notes.txt")
    os.mkfifo(tmp_path / "root/pipe.okr")
    (tmp_path / "root/out.okr").symlink_to(tmp_path / "out.okr")
    (tmp_path / "root/again.okr").symlink_to(tmp_path / "root/a.okr")
    (tmp_path / "root/loop.okr").symlink_to(tmp_path / "root/loop.okr")
    (tmp_path / "root/lost.okr").symlink_to(tmp_path / "root/nowhere")
    (tmp_path / "root/latin.okr").write_bytes(b'team x "caf\xe9"\n')
    found = gather([tmp_path / "root", tmp_path / "root/notes.txt"])
    assert paths(found) == ["a.okr", "folder.okr/b.okr", "latin.okr"]
    assert sorted(faults(found)) == [
        ("again.okr", "same-file", "warning"),
        ("folder.okr", "no-goal-text", "warning"),
        ("latin.okr", "not-utf-8", "error"),
        ("loop.okr", "unreadable-file", "error"),
        ("lost.okr", "unreadable-file", "error"),
        ("notes.txt", "no-goal-text", "error"),
        ("out.okr", "outside-root", "error"),
        ("pipe.okr", "no-goal-text", "error"),
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_a_fault(tmp_path: Path) -> None:
    lay(tmp_path, "a.okr", "sub/b.okr")
    (tmp_path / "a.okr").chmod(0)
    (tmp_path / "sub").chmod(0)
    try:
        assert [name for _, name, _ in faults(gather([tmp_path]))] == ["unreadable-file", "unreadable-file"]
    finally:
        (tmp_path / "sub").chmod(0o700)


def test_a_name_that_is_no_text_can_still_be_printed(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.okr")
    (tmp_path / name).write_text("# x\n")
    assert paths(gather([tmp_path])) == ["caf\\udce9.okr"]


def test_a_text_of_too_many_bytes_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("okrlang.texts.MOST_BYTES", 10)
    (tmp_path / "a.okr").write_text("# eleven ch\n")
    assert faults(gather([tmp_path])) == [("a.okr", "text-too-large", "error")]
