"""The doors of a workshop: plain pages and redirects, so that a phone is in before Streamlit has to be loaded.

`/mee` takes a code, `/mee/CODE` is the address in the QR code, `/terug/TOKEN` brings a participant back on another
device, `/begeleiden/TOKEN` is the facilitator's link.
"""

from __future__ import annotations

from contextlib import suppress
from html import escape
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from questionnaire.models import Questionnaire
from screens import context, login, pages
from screens.cookies import FACILITATOR, MEASUREMENT, PARTICIPANT, embedded, from_own_page, redirect_with, redirect_without
from screens.routes import away
from screens.shell import message_page
from screens.workshop import limits
from screens.workshop.watch import WATCH
from storage import NotNow, Participation, StorageError, UnknownCode, Workshop, WorkshopFull, new_token
from storage.workshop import CODE_LENGTH, tidy_code

NO_STORE: Final = {"cache-control": "no-store"}
LATE: Final = (
    "De groep is al klaar met de vragen. U kunt nog wel meepraten en mee kiezen. Komt er een tweede ronde? "
    "Dan kunt u ook stemmen. Uw stem telt alleen als minstens 5 nieuwe mensen stemmen."
)


def _page(heading: str, *paragraphs: str, body: str = "", status: int = 200, back: bool = True) -> Response:
    link = ("/mee", "Typ een andere code") if back else ("/", "Naar de start van de zelfscan")
    return HTMLResponse(message_page(heading, *paragraphs, body=body, link=link), status, headers=NO_STORE)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


# Joining


def code_form(problem: str = "", typed: str = "") -> str:
    """The field for a join code, as HTML; `problem` stands with the field."""
    told = f'<p class="fout" id="code-fout" role="alert">{escape(problem)}</p>' if problem else ""
    described = ' aria-describedby="code-fout" aria-invalid="true"' if problem else ""
    return (
        f'<form method="get" action="/mee" class="code">{told}<label for="code">Code van de werksessie</label>'
        f'<input id="code" name="code" value="{escape(typed)}" maxlength="12" autocomplete="off" autocapitalize="characters" '
        f'spellcheck="false" required{described}><button class="knop">Doe mee</button></form>'
    )


def ask_code(request: Request) -> Response:
    """The field for a code; a code that was typed goes on to its own address."""
    typed = request.query_params.get("code", "")[:20]
    if not typed.strip():
        text = f"Typ de code van {CODE_LENGTH} letters en cijfers. U vindt de code op het grote scherm. Of vraag de begeleider."
        return _page("Doe mee met een werksessie", text, body=code_form(), back=False)
    code = tidy_code(typed)
    if code is None:
        problem = f"Deze code kan niet kloppen. Een code heeft {CODE_LENGTH} letters en cijfers. De letters A, E, I, L, O, U en Y staan er nooit in, en de cijfers 0 en 1 ook niet."  # noqa: E501
        return _page("Doe mee met een werksessie", body=code_form(problem, typed), status=400, back=False)
    return RedirectResponse(f"/mee/{code}", 303, headers=NO_STORE)


def join(request: Request) -> Response:
    """Choose a role and be in. Only the form makes a participant: opening the address does not."""
    if embedded(request):
        return Response(status_code=403)
    code = request.path_params["code"][:20]
    address = _address(request)
    if limits.too_many(address):
        return _page(
            "Even wachten",
            "Er is te vaak een verkeerde code getypt. Probeer het over 10 minuten opnieuw, of vraag de begeleider.",
            status=429,
        )
    participants = context.store().participants
    try:
        mine = participants.find(request.cookies.get(PARTICIPANT, ""))
        workshop = participants.workshop(code)
    except UnknownCode as error:
        limits.wrong(address)
        return _page("Deze code werkt niet", str(error), body=code_form(typed=code), status=404, back=False)
    except StorageError:
        return away()
    if mine is not None and mine.workshop.id == workshop.id:
        return RedirectResponse(f"/{pages.WORKSHOP}", 303, headers=NO_STORE)
    if not from_own_page(request):
        return _page("Doe mee met deze werksessie", body=_role_form(workshop, code, mine))
    return _taken_in(request, workshop, code)


def _taken_in(request: Request, workshop: Workshop, code: str) -> Response:
    role = request.query_params.get("rol") or None
    token = new_token()
    try:
        roles = {named.id for named in _questionnaire(workshop).roles}
        context.store().participants.join(code, token, role if role in roles else None)
    except (UnknownCode, WorkshopFull, NotNow) as error:
        return _page("Meedoen lukt niet", str(error), status=409)
    except StorageError:
        return away()
    return redirect_with(request, f"/{pages.WORKSHOP}", PARTICIPANT, token, context.settings().workshop_retention_days)


def _questionnaire(workshop: Workshop) -> Questionnaire:
    return context.questionnaire(workshop.questionnaire_hash)


def _role_form(workshop: Workshop, code: str, mine: Participation | None) -> str:
    """One button per role: a single touch, and nothing to mend. Without a name: nobody has to tell who they are."""
    place = context.place_text(workshop.municipality) if workshop.municipality else "uw gemeente"
    roles = [(role.id, role.title) for role in _questionnaire(workshop).roles]
    buttons = "".join(
        f'<li><form method="post" action="/mee/{escape(code)}?rol={escape(id)}">'
        f'<button class="knop2">{escape(title)}</button></form></li>'
        for id, title in [*roles, ("", "Dat zeg ik liever niet")]
    )
    late = f"<p>{escape(LATE)}</p>" if workshop.phase not in ("waiting", "answering") else ""
    other = (
        "<p>U doet in deze browser al mee aan een andere werksessie. Kiest u hier een rol? Dan gaat u daar weg. "
        "Wat u daar hebt geantwoord, telt daar nog wel mee.</p>"
        if mine
        else ""
    )
    return (
        f"<p><strong>{escape(place)}</strong></p>"
        "<p>U beantwoordt vragen over inwoners die terugkeren na detentie of een andere straf. "
        "We vragen geen naam. Niemand ziet uw eigen antwoorden, ook de begeleider niet.</p>"
        f"{late}{other}<h2>Vanuit welke rol doet u mee?</h2>"
        "<p>Kies een rol, dan doet u mee. De groep ziet een rol pas apart als minstens 5 mensen met die rol "
        "een vraag beantwoorden.</p>"
        f'<ul class="rollen">{buttons}</ul>'
    )


def come_back(request: Request) -> Response:
    """A participant's own link, for another device. Asks first where this browser takes part already: a link that
    somebody else sent must not silently change for whom a person answers."""
    token = request.path_params["token"]
    try:
        found, mine = (context.store().participants.find(key) for key in (token, request.cookies.get(PARTICIPANT, "")))
    except StorageError:
        return away()
    if found is None:
        text = "De werksessie is verwijderd, u doet niet meer mee, of de link is niet helemaal overgenomen."
        return _page("Deze link werkt niet (meer)", text, status=404)
    if mine is not None and mine.response_id != found.response_id and not from_own_page(request):
        return _ask_first(
            "U doet al mee",
            "U doet in deze browser al mee, als iemand anders. Gaat u verder, dan antwoordt u voor de deelnemer van deze link.",
            (f"/terug/{token}", "Ga verder met deze link"),
            (f"/{pages.WORKSHOP}", "Blijf wie ik was"),
        )
    return redirect_with(request, f"/{pages.WORKSHOP}", PARTICIPANT, token, context.settings().workshop_retention_days)


def _ask_first(heading: str, text: str, on: tuple[str, str], back: tuple[str, str], body: str = "") -> Response:
    """A page with a form before another secret takes the place of the one in this browser. `on` and `back`: where to, words."""
    form = f'<form method="post" action="{escape(on[0])}"><button class="knop">{escape(on[1])}</button></form>'
    return HTMLResponse(message_page(heading, text, body=body + form, link=back), headers=NO_STORE)


def gone(request: Request) -> Response:
    """After leaving: the cookie goes too, unless it belongs to somebody who still takes part. Any page can link here."""
    with suppress(StorageError):
        if context.store().participants.find(request.cookies.get(PARTICIPANT, "")) is None:
            return redirect_without("/", PARTICIPANT)
    return RedirectResponse("/", 303, headers=NO_STORE)


# Leading: whoever must log in first, does so on the page for facilitators


def _log_in() -> Response:
    return RedirectResponse(f"/{pages.LEAD}", 303, headers=NO_STORE)


def open_workshop(request: Request) -> Response:
    """A new facilitator's secret; the workshop begins when its details are given."""
    if login.bars(request):
        return _log_in()
    try:
        mine = context.store().workshops.find(request.cookies.get(FACILITATOR, ""))
    except StorageError:
        return away()
    if mine is not None and not from_own_page(request):
        return _leads_already(request, mine, ("/nieuwe-werksessie", "Open een nieuwe werksessie"))
    return redirect_with(request, f"/{pages.LEAD}", FACILITATOR, new_token(), context.settings().workshop_retention_days)


def _leads_already(request: Request, mine: Workshop, on: tuple[str, str]) -> Response:
    link = f"{request.url.scheme}://{request.url.netloc}/{pages.LEAD}/{request.cookies[FACILITATOR]}"
    return _ask_first(
        "U begeleidt al een werksessie",
        f"Gemeente: {mine.municipality}. Bewaar eerst de link van die werksessie. Daarmee kunt u er later weer bij.",
        on,
        (f"/{pages.LEAD}", "Ga verder met deze werksessie"),
        body=f"<p><code>{escape(link)}</code></p>",
    )


def lead(request: Request) -> Response:
    """The facilitator's link. Asks first where this browser leads another workshop."""
    token = request.path_params["token"]
    try:
        found, mine = (context.store().workshops.find(key) for key in (token, request.cookies.get(FACILITATOR, "")))
    except StorageError:
        return away()
    if found is None:
        text = "De werksessie is verwijderd, de bewaartijd is voorbij, of de link is niet helemaal overgenomen."
        return _page("Deze link werkt niet (meer)", text, status=404, back=False)
    if mine is not None and mine.id != found.id and login.bars(request):
        text = message_page("Log eerst in", "Open daarna deze link nog een keer.", link=(f"/{pages.LEAD}", "Naar het inloggen"))
        return HTMLResponse(text, 403, headers=NO_STORE)
    if mine is not None and mine.id != found.id and not from_own_page(request):
        return _leads_already(request, mine, (f"/{pages.LEAD}/{token}", "Begeleid de andere werksessie"))
    return redirect_with(request, f"/{pages.LEAD}", FACILITATOR, token, context.settings().workshop_retention_days)


def as_measurement(request: Request) -> Response:
    """What the group agreed, opened as any other measurement: profile, ideas, report. For the facilitator only."""
    if login.bars(request):
        return _log_in()
    token = request.cookies.get(FACILITATOR, "")
    try:
        found = context.store().find(token)
    except StorageError:
        return away()
    if found is None:
        text = "De groep heeft nog niets afgesproken. Dat kan bij de stap 'afspreken'."
        return HTMLResponse(message_page("Er is nog geen meting", text, link=(f"/{pages.LEAD}", "Terug")), 404, headers=NO_STORE)
    number = request.query_params.get("plan", "")
    target = f"/{pages.PLAN}?nr={number}" if number.isdecimal() else f"/{pages.PROFILE}"
    if request.cookies.get(MEASUREMENT, token) == token:
        return redirect_with(request, target, MEASUREMENT, token, context.settings().workshop_retention_days)
    return RedirectResponse(f"/verder/{token}", 303, headers=NO_STORE)  # asks first what to do with the other measurement


def closed_workshop(request: Request) -> Response:
    """After deleting a workshop: the facilitator's cookie goes too, unless its workshop still exists."""
    with suppress(StorageError):
        if context.store().workshops.find(request.cookies.get(FACILITATOR, "")) is None:
            return redirect_without("/", FACILITATOR)
    return RedirectResponse("/", 303, headers=NO_STORE)


# Keeping up


async def stand(request: Request) -> Response:
    """Answers when the workshop of this browser moved on since `na`; 404 for who has no part in one.

    Says one number, which changes with the phase and the subject of the conversation and with nothing anybody answers.
    """
    known = request.query_params.get("na", "")
    if not known.isdecimal() or len(known) > 9:
        return JSONResponse({"stand": None}, 400, headers=NO_STORE)
    store = context.store()
    leading = request.query_params.get("wie") == "begeleider"
    token = request.cookies.get(FACILITATOR if leading else PARTICIPANT, "")
    if leading and login.bars(request):
        return JSONResponse({"stand": None}, 404, headers=NO_STORE)
    try:
        found = await run_in_threadpool((store.workshops if leading else store.participants).place, token)
    except StorageError:
        return JSONResponse({"stand": None}, 503, headers=NO_STORE)
    if found is None:
        return JSONResponse({"stand": None}, 404, headers=NO_STORE)
    workshop, now = found
    if now == int(known):
        now = await WATCH.wait(workshop, now) or now
    return JSONResponse({"stand": now}, headers=NO_STORE)


DOORS = [
    Route("/mee", ask_code),
    Route("/mee/{code}", join, methods=["GET", "POST"]),
    Route("/terug/{token}", come_back, methods=["GET", "POST"]),
    Route("/vertrokken", gone),
    Route("/nieuwe-werksessie", open_workshop, methods=["GET", "POST"]),
    Route("/begeleiden/{token}", lead, methods=["GET", "POST"]),
    Route("/groepsmeting", as_measurement),
    Route("/werksessie-weg", closed_workshop),
    Route("/stand", stand),
]
