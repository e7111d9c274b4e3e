"""The floor: a plain form with Flask, one question a page, one upsert per answer. Run by waitress in its own process.

Arguments: port, database file, questions file (JSON: list of {"id", "text", "options": [[value, label], ...]}).
"""

from __future__ import annotations

import json
import sqlite3
import sys
import threading
from pathlib import Path
from typing import Any

from flask import Flask, redirect, render_template_string, request, url_for
from waitress import serve

PAGE = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Vraag {{ number }}</title></head><body>
<form method="post"><fieldset><legend>{{ number }}. {{ question.text }}</legend>
{% for value, label in question.options %}<p><label><input type="radio" name="answer" value="{{ value }}"
{% if value == chosen %}checked{% endif %}> {{ label }}</label></p>{% endfor %}</fieldset>
<p>{{ done }} van {{ total }} beantwoord</p><button>Volgende</button></form></body></html>"""
UPSERT = "INSERT INTO answer VALUES (?, ?, ?) ON CONFLICT (person, question) DO UPDATE SET value = excluded.value"


def make(database: str, questions: list[dict[str, Any]]) -> Flask:
    app, own = Flask(__name__), threading.local()

    def connection() -> sqlite3.Connection:
        if not hasattr(own, "connection"):
            own.connection = sqlite3.connect(database, isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000"):
                own.connection.execute(f"PRAGMA {pragma}")
        kept: sqlite3.Connection = own.connection
        return kept

    connection().execute(
        "CREATE TABLE IF NOT EXISTS answer (person TEXT, question TEXT, value TEXT, PRIMARY KEY (person, question))"
    )

    @app.route("/<person>/<int:number>", methods=["GET", "POST"])
    def question(person: str, number: int) -> Any:
        asked = questions[number - 1]
        if request.method == "POST":
            connection().execute(UPSERT, (person, asked["id"], request.form["answer"]))
            return redirect(url_for("question", person=person, number=number % len(questions) + 1), 303)
        given = dict(connection().execute("SELECT question, value FROM answer WHERE person = ?", (person,)))
        return render_template_string(
            PAGE, question=asked, number=number, chosen=given.get(asked["id"]), done=len(given), total=len(questions)
        )

    return app


if __name__ == "__main__":
    port, database, file = sys.argv[1:]
    serve(make(database, json.loads(Path(file).read_text("utf-8"))), host="127.0.0.1", port=int(port), threads=8)
