"""The HTTP shell around Streamlit: the Dutch page, the security headers, compression and a real 404.

Streamlit serves one English page for every address. `Shell` serves our own version of that page for the
addresses we know, and `page_not_found` for the others. Both classes are plain ASGI middleware.
"""

from __future__ import annotations

import gzip
import html
import posixpath
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from screens import context, login
from screens.pages import ACCESSIBILITY, PRIVACY, paths

STATIC = Path(__file__).parent / "static"
ASSETS = {
    "zelfscan.css": ("tokens.css", "stijl.css", "werksessie.css", "zaal.css", "plan.css"),
    "papier.css": ("papier.css",),
    "zelfscan.js": ("woorden.js", "nl.js", "toegang.js", "vooruit.js", "werksessie.js", "plan-beeld.js", "plan.js"),
    "icoon.svg": ("icoon.svg",),
}
"""Our own files by the name that browsers ask for, each with its parts: a request costs a phone more than a few kB."""

# Plotly and Streamlit set style attributes; nothing here needs inline script, eval, a frame or another host.
_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "form-action 'self'",
)
# Streamlit copies to the clipboard and shows a chart full screen; everything else that a browser could lend stays off.
_OFF = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "display-capture"),
    *("encrypted-media", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer"),
    *("microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial"),
    *("storage-access", "usb", "window-management", "xr-spatial-tracking"),
)
_PERMISSIONS = ", ".join((*(f"{name}=()" for name in _OFF), "clipboard-write=(self)", "fullscreen=(self)"))
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": _PERMISSIONS,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")


def headers(scope: Scope) -> dict[str, str]:
    """The headers of every answer. Older browsers do not count a websocket as 'self': it is named by the host that was asked.

    Behind TLS a browser is told to come back that way only; one that came without does not listen to it.
    """
    asked = Headers(scope=scope)
    host = asked.get("host", "")
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    found = {"content-security-policy": "; ".join((*_POLICY, f"connect-src 'self'{sockets}")), **HEADERS}
    if scope.get("scheme") == "https" or asked.get("x-forwarded-proto") == "https":
        found["strict-transport-security"] = "max-age=31536000"
    return found


# What is not a page: our own routes, and the parts of Streamlit that pages need.
SERVED = {
    *("health", "ready", "nieuw", "verder", "afgesloten", "eigen", "_stcore", "static", "media", "component"),
    *("mee", "terug", "vertrokken", "nieuwe-werksessie", "begeleiden", "groepsmeting", "werksessie-weg", "stand", "plan"),
}
NO_SCRIPT = (
    "Zet JavaScript aan om de zelfscan in te vullen. Lukt dat niet? Vraag uw collega om het rapport of de vragen op papier."
)
LOADING = "De zelfscan wordt geladen. Bij een trage verbinding duurt dat even."


@cache
def asset(name: str) -> bytes:
    """The style sheet, script or icon of this name in ASSETS."""
    return b"\n".join((STATIC / part).read_bytes() for part in ASSETS[name])


@cache
def asset_version() -> str:
    """Changes with our own style sheet or script, so that browsers may keep them for ever."""
    return sha256(b"".join(map(asset, ASSETS))).hexdigest()[:12]


def _sheets(at: str = "") -> str:
    """Links to our style sheets. The one for paper keeps no screen waiting."""
    version = asset_version()
    return (
        f'<link rel="stylesheet" href="{at}/eigen/zelfscan.css?v={version}">'
        f'<link rel="stylesheet" href="{at}/eigen/papier.css?v={version}" media="print">'
    )


@cache
def _font() -> str:
    """Streamlit's typeface, for the pages without Streamlit; where it is not found, the browser takes its own."""
    found = sorted((Path(streamlit.__file__).parent / "static/static/media").glob("SourceSansVF-Upright*.woff2"))
    if not found:
        return ""
    face = f'font-family: "Source Sans"; font-weight: 200 900; src: url(/static/media/{found[0].name}) format("woff2")'
    return f"<style>@font-face {{ {face}; font-display: swap }}</style>"


def title() -> str:
    return context.content().questionnaire.title


def _parts_of_result() -> str:
    """The addresses of what the profile needs beyond a page with questions: the part that draws charts first, then what it
    and the choice of a chart import. Empty when a new version of Streamlit names them otherwise."""
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    found = [next(folder.glob(f"{name}.*.js"), None) for name in ("PlotlyChart", "ButtonGroup")]
    names = [file.name for file in found if file is not None]
    for name in tuple(names):
        with (folder / name).open(encoding="utf-8") as file:
            names += re.findall(r'from"\./([\w.-]+\.js)"', file.read(4000))
    return " ".join(f"./static/js/{name}" for name in dict.fromkeys(names))


@cache
def page() -> str:
    """Streamlit's page in Dutch, with our style sheet, script and icon, and without what we do not use."""
    text = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    version = asset_version()
    subtitle = html.escape(context.content().questionnaire.subtitle, quote=True)
    head = (
        f'<meta name="description" content="{subtitle}"><meta name="color-scheme" content="light">{_sheets(at=".")}'
        f'<script src="./eigen/zelfscan.js?v={version}" data-grafiek="{_parts_of_result()}"></script>'
    )
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = text.replace('<html lang="en">', '<html lang="nl">')
    text = re.sub(r"<title>.*?</title>", f"<title>{html.escape(title())}</title>", text)
    text = re.sub(r'<link rel="shortcut icon"[^>]*>', f'<link rel="icon" href="./eigen/icoon.svg?v={version}">', text)
    text = re.sub(r'<link rel="service-desc"[^>]*>', "", text)
    text = re.sub(r"<script>\s*window\.prerenderReady = false\s*</script>", head, text)
    no_script = f"<noscript><style>.laden {{ display: none }}</style><p>{NO_SCRIPT}</p></noscript>"
    text = re.sub(r"<noscript>.*?</noscript>", f'{no_script}<p class="laden">{LOADING}</p>', text, flags=re.DOTALL)
    return text.strip()


def message_page(
    heading: str, *paragraphs: str, body: str = "", link: tuple[str, str] = ("/", "Naar de start van de zelfscan")
) -> str:
    """A small page without Streamlit: paragraphs of text, then `body` (HTML), then a link."""
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs) + body
    kind = "knop2" if "<form" in body else "knop"
    return (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(heading)} · {html.escape(title())}</title>"
        f"{_sheets()}{_font()}</head>"
        f'<body class="los"><header><p class="merk"><span class="merknaam">{html.escape(title())}</span></p></header>'
        f"<main><h1>{html.escape(heading)}</h1>{body}"
        f'<p><a class="{kind}" href="{html.escape(link[0])}">{html.escape(link[1])}</a></p></main>'
        f'<footer><a href="/{ACCESSIBILITY}">Toegankelijkheid</a><a href="/{PRIVACY}">Privacy</a></footer></body></html>'
    )


def page_not_found() -> Response:
    text = message_page("Deze pagina bestaat niet", "Misschien is het adres niet helemaal overgenomen. Controleer het.")
    return HTMLResponse(text, 404)


class Shell:
    """Answers page addresses with our page, unknown addresses with 404, and adds the headers to everything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                ours = headers(scope).items()
                extra = [(name.encode(), value.encode()) for name, value in ours if name.encode() not in present]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        path = scope["path"].strip("/")
        if ".." in path or not path.isprintable():
            # Streamlit would answer these with a bare 400.
            await page_not_found()(scope, receive, send_with_headers)
            return
        response: Response | None = None
        if path in paths():
            # Our page names its parts relative to the root: an address with a slash behind it would miss them.
            right = scope["path"] in ("/", f"/{path}")
            response = HTMLResponse(page(), headers={"cache-control": "no-cache"}) if right else RedirectResponse(f"/{path}")
        elif path.split("/", 1)[0] not in SERVED and not login.serves(path):
            response = page_not_found()
        await (response or self.app)(scope, receive, send_with_headers)


class Compressed:
    """Compresses Streamlit's bundles once and keeps them: 1.1 MB in place of 2.7 MB for a first visit.

    Streamlit leaves this to a reverse proxy; a municipality that runs one process has none.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[str, tuple[list[tuple[bytes, bytes]], bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if (
            scope["type"] != "http"
            or scope["method"] != "GET"
            or not path.startswith(("/static/", "/eigen/"))
            or not path.endswith((".js", ".css", ".svg"))
            or posixpath.normpath(path) != path  # one name per file: a client cannot fill the memory with others
            or b"gzip" not in dict(scope["headers"]).get(b"accept-encoding", b"")
        ):
            await self.app(scope, receive, send)
            return
        if path not in self._kept:
            start: dict[str, Any] = {}
            parts: list[bytes] = []

            async def keep(message: Message) -> None:
                if message["type"] == "http.response.start":
                    start.update(message)
                else:
                    parts.append(message.get("body", b""))

            plain = {b"range", b"if-none-match", b"if-modified-since", b"accept-encoding"}
            await self.app({**scope, "headers": [h for h in scope["headers"] if h[0] not in plain]}, receive, keep)
            kind = dict(start["headers"]).get(b"content-type", b"")
            if start["status"] != 200 or kind.startswith(b"text/html"):
                # No such file; Streamlit answers with its page.
                await page_not_found()(scope, receive, send)
                return
            body = await run_in_threadpool(gzip.compress, b"".join(parts), 9, mtime=0)
            changed = {b"content-length", b"etag", b"accept-ranges", b"vary"}
            headers = [h for h in start["headers"] if h[0].lower() not in changed]
            headers += [
                (b"content-encoding", b"gzip"),
                (b"vary", b"accept-encoding"),
                (b"content-length", str(len(body)).encode()),
            ]
            self._kept[path] = (headers, body)
        headers, body = self._kept[path]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})
