"""Logging in and out on the pages of a facilitator, where the operator asks for it. Streamlit does the login itself."""

from __future__ import annotations

import streamlit as st

from screens import context, login, parts
from screens.cookies import FACILITATOR
from storage import is_token


def who() -> login.Standing | None:
    """Where the visitor of this session stands; None where nobody logs in."""
    if not login.settings().on:
        return None
    return login.standing(st.user.to_dict())


def barred() -> bool:
    """Whether this visitor must log in before leading anything."""
    found = who()
    return found is not None and found.kind != "allowed"


def ask() -> None:
    """The page for who must log in first. Raises StorageError."""
    token = st.context.cookies.get(FACILITATOR)
    leads = bool(token and is_token(token) and context.store().workshops.find(token))
    parts.title("Log in om uw werksessie te begeleiden" if leads else "Log in om een werksessie te openen")
    found = who()
    if found is not None and found.kind == "stranger":
        st.warning("Met dit account kunt u geen werksessie begeleiden. Log uit, en log in met een ander account.")
        account()
        return
    parts.text(
        "Als begeleider logt u in met het account van uw organisatie. Deelnemers hebben genoeg aan een code. "
        "Wie de vragen voor zichzelf invult, hoeft ook niet in te loggen.",
        kind="inleiding",
    )
    if st.button("Log in", type="primary", key="inloggen"):
        st.login()
    parts.text(
        f"Na {login.HOURS} uur logt u opnieuw in. Wie u bent, slaan we niet op. Dat staat alleen in een cookie in uw browser.",
        kind="klein",
    )


def account() -> None:
    """Who is logged in, and the way out; nothing where nobody logs in."""
    found = who()
    if found is None:
        return
    with st.container(key="account", horizontal=True, vertical_alignment="center"):
        parts.html(parts.paragraph(f"Ingelogd als {found.email}" if found.email else "U bent ingelogd"))
        if st.button("Log uit", key="uitloggen"):
            st.logout()
