"""Messages say who they are for the own script, and have no role that would have them read twice."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from screens import parts


def test_a_message_is_named_and_escaped_and_leaves_the_speaking_to_the_script() -> None:
    html = parts.stored("signaal", "<Opgeslagen>", turn=3)
    assert html == '<p class="bewaard ja" data-melding="signaal" data-keer="3">&lt;Opgeslagen&gt;</p>'
    assert parts.stored("signaal", "Nog geen antwoord", False).startswith('<p class="bewaard" ')


def drawn(call: str) -> list[str]:
    app = AppTest.from_string(f"from screens import parts\nparts.error({call})").run()
    return [element.proto.body for element in app.main]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("call", "alert", "tied"),
    [("'Mis'", True, False), ("'Mis', at='gemeente'", True, True), ("'Mis', at='gemeente', go=True", False, True)],
)
def test_an_error_belongs_to_its_field_and_is_an_alert_only_where_the_focus_stays(call: str, alert: bool, tied: bool) -> None:
    (html,) = drawn(call)
    assert ('role="alert"' in html) == alert
    assert ("data-heen" in html) != alert
    assert ('id="fout-gemeente" data-bij="gemeente"' in html) == tied
