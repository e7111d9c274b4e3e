"""What browsers get is Streamlit's own, made once; a copied place is a place of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit import config
from streamlit.cursor import Cursor, LockedCursor, RunningCursor
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.form_utils import FormData
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.proto.RootContainer_pb2 import RootContainer
from streamlit.runtime import app_session

from screens import tuning


@pytest.mark.parametrize("section", ["theme", "theme.light", "theme.dark.sidebar"])
def test_the_theme_is_the_same_as_without_keeping_it(section: str) -> None:
    config.get_config_options(force_reparse=True)
    expected, first, second = CustomThemeConfig(), CustomThemeConfig(), CustomThemeConfig()
    app_session._populate_theme_msg(expected, section)
    tuning._theme_once(first, section)
    tuning._theme_once(second, section)
    assert expected == first == second
    assert (section == "theme") == bool(expected.ByteSize())


def test_an_empty_section_stays_absent() -> None:
    whole = CustomThemeConfig()
    tuning._theme_once(whole.dark, "theme.dark")
    assert not whole.HasField("dark")


def test_the_settings_are_the_same_as_without_keeping_them() -> None:
    expected, first, second = Config(), Config(), Config()
    tuning._fill_in_config(expected)
    tuning._config_once(first)
    tuning._config_once(second)
    assert expected == first == second
    assert expected.ByteSize()


def test_a_copied_place_moves_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Cursor, "__deepcopy__", tuning._copied, raising=False)
    place = RunningCursor(0, (1, 2))
    place.lock_element()
    place.get_transient_cursor()
    place.transient_elements[3] = ["in passing"]  # type: ignore[assignment]
    copied = deepcopy([place, place])[0]  # as part of something larger, where it is copied once
    copied.lock_element()
    copied.transient_elements[4] = ["of the copy"]  # type: ignore[assignment]
    assert (place.delta_path, copied.delta_path) == ([0, 1, 2, 1], [0, 1, 2, 2])
    assert list(place.transient_elements) == [["in passing"]]
    assert place.transient_elements[3] is not deepcopy(place).transient_elements[3]
    assert deepcopy(LockedCursor(0, (4,), index=5)).delta_path == [0, 4, 5]


def test_a_copied_container_is_the_same_as_without_our_own_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    root = DeltaGenerator(RootContainer.MAIN, RunningCursor(RootContainer.MAIN))
    outer = DeltaGenerator(RootContainer.MAIN, RunningCursor(RootContainer.MAIN, (3,)), root, "vertical")
    inner = DeltaGenerator(RootContainer.MAIN, RunningCursor(RootContainer.MAIN, (3, 1)), outer, "form")
    inner._form_data, inner._creating_fragment_id = FormData("a form"), "a fragment"

    def look(copied: tuple[DeltaGenerator, ...]) -> list[tuple[object, ...]]:
        chain = [one for place in copied for one in place._ancestors]
        fields = ("_root_container", "_block_type", "_creating_fragment_id", "_form_data")
        return [(*(getattr(one, field, None) for field in fields), one._get_delta_path_str()) for one in chain]

    expected = look(deepcopy((root, outer, inner)))
    monkeypatch.setattr(DeltaGenerator, "__deepcopy__", tuning._copied_container)
    monkeypatch.setattr(Cursor, "__deepcopy__", tuning._copied, raising=False)
    copied = deepcopy((root, outer, inner))
    assert look(copied) == expected == look((root, outer, inner))
    assert len({id(one) for place in copied for one in place._ancestors}) == 3  # each one once
    assert not {id(root), id(outer), id(inner)} & {id(one) for one in copied}
    assert copied[2]._cursor is not None
    copied[2]._cursor.lock_element()
    assert inner._get_delta_path_str() == expected[3][-1] != copied[2]._get_delta_path_str()


def test_the_loop_is_woken_once_until_it_looks() -> None:
    calls: list[int] = []
    due = asyncio.Event()

    def soon(act: Callable[[], None]) -> None:
        calls.append(1)
        act()

    loop = SimpleNamespace(call_soon_threadsafe=soon)
    runtime: Any = SimpleNamespace(_get_async_objs=lambda: SimpleNamespace(need_send_data=due, eventloop=loop))
    tuning._wake(runtime)
    tuning._wake(runtime)
    assert len(calls) == 1
    due.clear()  # the loop looks
    tuning._wake(runtime)
    assert len(calls) == 2
