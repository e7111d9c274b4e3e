"""Messages say who they are for the own script, and have no role that would have them read twice."""

from __future__ import annotations

import pytest

from screens import parts


def test_a_message_is_named_and_escaped_and_leaves_the_speaking_to_the_script() -> None:
    html = parts.stored("signaal", "<Opgeslagen>", turn=3)
    assert html == '<p class="bewaard ja" data-melding="signaal" data-keer="3">&lt;Opgeslagen&gt;</p>'
    assert parts.stored("signaal", "Nog geen antwoord", False).startswith('<p class="bewaard" ')


@pytest.mark.parametrize(("at", "go"), [("", False), ("gemeente", False), ("gemeente", True)])
def test_an_error_belongs_to_its_field_and_is_an_alert_only_where_the_focus_stays(
    monkeypatch: pytest.MonkeyPatch, at: str, go: bool
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(parts.st, "html", drawn.append)
    parts.error("<Mis>", at, go=go)
    (html,) = drawn
    assert html.endswith(">&lt;Mis&gt;</p>")
    assert ('role="alert"' in html) != go
    assert ("data-heen" in html) == go
    assert ('id="fout-gemeente" data-bij="gemeente"' in html) == bool(at)
