"""Composition root: the ASGI app that `streamlit run app.py` (or any ASGI server) serves."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st
from pydantic import ValidationError
from starlette.middleware import Middleware

from questionnaire import ContentError
from screens import context, errors, guard, login, logs, shell
from screens.all_settings import KINDS
from screens.capacity import allow_many, keep_places
from screens.downloads import hold_downloads
from screens.login_doors import LoginDoors
from screens.overtaken import keep_choices
from screens.plan.doors import DOORS as PLAN_DOORS
from screens.routes import ROUTES
from screens.sending import Line
from screens.stopping import stop_soon
from screens.tuning import tune
from screens.workshop.doors import DOORS
from storage import StorageError
from storage.settings import settings_problem

try:
    logs.set_up(context.settings().log)
    secrets, limits = login.secrets(), guard.Limits()
    context.warm_up()
except ContentError as error:
    # Broken content never reaches a visitor: say what is wrong, where, and stop.
    sys.exit(f"{error}\n\nDe app start niet zolang de inhoud fouten heeft.")
except (StorageError, login.Misconfigured) as error:
    sys.exit(f"De app kan niet starten.\n{error}")
except ValidationError as error:
    sys.exit(f"De app kan niet starten.\n{settings_problem(error, *KINDS.values())}")

allow_many()
keep_places()
tune()
keep_choices()
hold_downloads()
guard.no_look_ups()

app = st.App(
    Path(__file__).parent / "screens" / "script.py",
    routes=[*ROUTES, *DOORS, *PLAN_DOORS],
    middleware=[Middleware(guard.Guard, limits=limits), *map(Middleware, (Line, shell.Compressed, shell.Shell, LoginDoors))],
    lifespan=stop_soon,
    on_script_error=errors.on_script_error,
    secrets=secrets,
)
