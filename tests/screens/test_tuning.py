"""The theme that browsers get is Streamlit's own, made once."""

from __future__ import annotations

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
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
