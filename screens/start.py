"""The first page: what this is, for whom, how long it takes, and what happens with answers."""

from __future__ import annotations

import streamlit as st

from screens import context, pages, parts
from screens.plan import track
from screens.session import Session


def draw(visitor: Session) -> None:
    questionnaire = visitor.questionnaire
    count = len(questionnaire.questions)
    parts.title(questionnaire.title)
    parts.text(
        "Dit gesprek gaat over inwoners die terugkeren na detentie of een andere straf. "
        "Hoe werkt uw gemeente met hen? U ziet wat goed gaat, wat beter kan en wat u kunt proberen.",
        kind="inleiding",
    )
    if visitor.stored is not None:
        _continue(visitor, count)
    else:
        parts.actions(parts.outer_link("/nieuw", "Begin met de zelfscan", "knop"))
    _together()

    parts.heading("Zo werkt het")
    parts.html(
        '<ol class="stappen">'
        f"<li><strong>U beantwoordt {count} vragen.</strong> Dat kost ongeveer 22 minuten. Bij elke vraag kiest u de "
        "beschrijving die het meest op uw gemeente lijkt. Weet u het niet? Dat is ook een antwoord.</li>"
        f"<li><strong>U ziet een profiel van {len(questionnaire.themes)} thema's.</strong> Er is geen eindcijfer en geen "
        "ranglijst. Het profiel is een begin voor een goed gesprek.</li>"
        "<li><strong>U kiest een experiment.</strong> U krijgt ideeën die passen bij uw antwoorden. "
        "Wat u kiest, neemt u mee in een rapport (PDF).</li></ol>"
    )
    parts.heading("Voor wie")
    parts.text(
        "Voor iedereen die in of rond de gemeente werkt aan terugkeer: nazorg, wijkteam, inkomen, schuldhulp, wonen, "
        "burgerzaken en veiligheid. Ook partners, vrijwilligers en ervaringsdeskundigen kunnen meedoen. "
        "U kunt alleen beginnen en later verdergaan met uw team."
    )
    parts.heading("Drie lijnen")
    parts.html(parts.definitions(((line.title, line.intro) for line in questionnaire.lines), "lijnen"))
    parts.heading("Wat gebeurt er met uw antwoorden?")
    parts.html(
        parts.bullets(
            (
                "Elk antwoord wordt meteen opgeslagen. U kunt stoppen en later verdergaan, ook op een ander apparaat.",
                "Alleen wie uw persoonlijke link heeft, kan bij uw antwoorden. U hebt geen account nodig.",
                "We vragen geen namen en geen gegevens over inwoners.",
                "U kunt alles op elk moment verwijderen.",
            )
        ),
        '<p class="naast">',
        parts.link(pages.PRIVACY, "Lees meer over privacy"),
        parts.link(pages.ABOUT, "Lees waar deze zelfscan vandaan komt"),
        parts.link(pages.INSPIRATION, "Bekijk alle ideeën voor een experiment"),
        "</p>",
    )

    parts.heading("Hebt u al een meting?")
    parts.text(
        "Ga verder met uw persoonlijke link: die opent u in uw browser. "
        "Hebt u een metingbestand bewaard? Dan kunt u dat hier inlezen."
    )
    parts.actions(parts.outer_link(f"/nieuw?naar={pages.IMPORT}", "Lees een metingbestand in", "knop2"))


def _together() -> None:
    """The way into a workshop: a code from a screen, or leading one."""
    with st.container(key="samen"):
        parts.html(
            "<h2>Samen in een werksessie</h2>",
            '<form method="get" action="/mee" class="code"><label for="code">Code van de werksessie</label>'
            '<input id="code" name="code" maxlength="12" autocomplete="off" autocapitalize="characters" spellcheck="false">'
            '<button class="knop">Doe mee</button></form>',
            f'<p class="klein">Wilt u zelf een groep begeleiden? {parts.link(pages.LEAD, "Open een werksessie")}.</p>',
        )


def _continue(visitor: Session, count: int) -> None:
    done = visitor.answered(question.id for question in visitor.questionnaire.questions)
    finished = done == count
    go_on = "" if finished else parts.link(visitor.place, "Ga verder met de vragen", "knop")
    with st.container(key="verder"):
        parts.html(
            track.due(visitor.begun.plans, context.today()),
            parts.paragraph(f"U bent bezig met een meting. {context.place_text(visitor.begun.municipality)}.", "nadruk"),
            parts.progress(done, count, "Voortgang van uw meting"),
            f'<p class="acties">{go_on}{parts.link(pages.PROFILE, "Bekijk uw profiel", "knop" if finished else "knop2")}</p>',
            '<p class="klein">Een andere gemeente of een nieuwe meting? Bewaar dan eerst uw persoonlijke link '
            f"bij 'Meenemen'. Daarna kunt u {parts.outer_link('/nieuw', 'opnieuw beginnen')}.</p>",
        )
