"""An OpenID provider of the tests, on this machine: discovery, keys, codes and signed tokens, over HTTP. The package is made for
tests: it asks no password and lets you choose who you are; all that the app sees of a provider is real."""

from __future__ import annotations

import threading
from typing import Any

import oidc_provider_mock
import werkzeug.serving

ALLOWED, STRANGER, UNSURE = "begeleider@voorbeeld.test", "iemand@ergens.test", "onbevestigd@voorbeeld.test"


class Provider:
    """Runs on a thread; `people` may log in there with their e-mail address as their name."""

    def __init__(self, port: int = 0) -> None:
        people = [
            oidc_provider_mock.User(sub=email, claims={"email": email, "email_verified": email != UNSURE})
            for email in (ALLOWED, STRANGER, UNSURE)
        ]
        application: Any = oidc_provider_mock.app(require_nonce=True, user_claims=people)
        self._server = werkzeug.serving.make_server("127.0.0.1", port, application, threaded=True)
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
