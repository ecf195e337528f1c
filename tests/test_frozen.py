"""Frozen classes: made from annotations, they behave as frozen dataclasses do."""

from __future__ import annotations

import inspect

import pytest

from okrlang.syntax.frozen import Frozen, FrozenType, Individual, Placed, altered


class Point(Frozen):
    x: int
    y: int = 0


class Named(Point):
    name: str = ""


class Mark(Placed):
    span: object
    text: str


class Sign(Mark):
    """A mark that has no field of its own."""


class Thing(Individual):
    id: str


class Labelled(Frozen, apart=("label",)):
    label: str
    value: int


def test_values_are_given_by_place_by_name_or_left_out() -> None:
    assert (Point(1).x, Point(1).y) == (1, 0)
    assert Point(1, 2) == Point(y=2, x=1)
    assert (Named(1, 2, "a").x, Named(1, name="b").name) == (1, "b")
    assert Sign(None, "x").text == "x"


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), ((1, 2, 3), {}), ((1,), {"x": 1}), ((1,), {"z": 1})],
    ids=["missing", "too many", "twice", "unknown"],
)
def test_what_does_not_fit_the_fields_is_refused(values: tuple[int, ...], named: dict[str, int]) -> None:
    with pytest.raises(TypeError, match=r"Point\.__init__\(\)"):
        Point(*values, **named)


def test_a_class_says_what_it_takes() -> None:
    assert list(inspect.signature(Named).parameters) == ["x", "y", "name"]
    assert inspect.signature(Named).parameters["y"].default == 0
    match Named(1, 2, "a"):
        case Named(x, y, name):
            assert (x, y, name) == (1, 2, "a")


def test_nothing_can_be_changed_or_added() -> None:
    point = Point(1)
    for name in ("x", "z"):
        with pytest.raises(AttributeError, match="Point is frozen"):
            setattr(point, name, 2)
    with pytest.raises(AttributeError, match="Point is frozen"):
        del point.x
    assert not hasattr(point, "__dict__")


def test_equal_are_values_of_one_class_with_equal_parts() -> None:
    assert Point(1, 2) == Point(1, 2)
    assert hash(Point(1, 2)) == hash(Point(1, 2))
    assert Point(1, 2) != Point(2, 1)
    assert Point(1, 2) != Named(1, 2)
    assert Point(1, 2) != (1, 2)


def test_what_stands_apart_takes_no_part_in_equality() -> None:
    assert Mark("here", "a") == Mark("there", "a") != Mark("here", "b")
    assert Labelled("one", 1) == Labelled("uno", 1) != Labelled("one", 2)
    assert hash(Labelled("one", 1)) == hash(Labelled("uno", 1))
    assert Sign("here", "a") != Mark("here", "a")
    assert repr(Labelled("one", 1)) == "Labelled(value=1)"


def test_an_individual_is_equal_to_itself_alone() -> None:
    thing = Thing("a")
    assert thing == thing != Thing("a")
    assert len({thing, Thing("a"), thing}) == 2


def test_altered_is_another_value_of_the_same_class() -> None:
    found = altered(Named(1, 2, "a"), x=3)
    assert found == Named(3, 2, "a")
    assert altered(Labelled("one", 1), value=2).value == 2


def test_a_class_may_keep_what_it_works_out_once() -> None:
    class Keeper(Individual):
        __slots__ = ("__dict__",)
        parts: tuple[int, ...]

    assert isinstance(Keeper, FrozenType)
    keeper = Keeper((1, 2))
    keeper.__dict__["total"] = 3
    assert keeper.__dict__ == {"total": 3}
    assert keeper.parts == (1, 2)
