"""What browsers get is Streamlit's own, made once; a copied place on the page is a place of its own."""

from __future__ import annotations

from copy import deepcopy

import pytest
from streamlit import config
from streamlit.cursor import Cursor, LockedCursor, RunningCursor
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
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
