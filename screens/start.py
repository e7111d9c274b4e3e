"""The first page: what this is, for whom, how long it takes, and what happens with answers."""

from __future__ import annotations

import streamlit as st

from screens import pages, parts
from screens.session import Session


def draw(visitor: Session) -> None:
    questionnaire = visitor.questionnaire
    count = len(questionnaire.questions)
    parts.title(questionnaire.title)
    parts.text(
        "Dit gesprek gaat over inwoners die terugkeren na detentie of een andere straf. "
        "Hoe werkt uw gemeente met hen? U ziet waar u staat, waar het schuurt en wat u kunt proberen.",
        kind="inleiding",
    )
    if visitor.stored is not None:
        _continue(visitor, count)
    else:
        parts.button_link("/nieuw", "Begin met de zelfscan")

    parts.heading("Zo werkt het")
    parts.html(
        '<ol class="stappen">'
        f"<li><strong>U beantwoordt {count} vragen.</strong> Dat kost ongeveer 22 minuten. Bij elke vraag kiest u de "
        "beschrijving die het meest op uw gemeente lijkt. Weet u het niet? Dat is ook een antwoord.</li>"
        f"<li><strong>U ziet een profiel van {len(questionnaire.themes)} thema's.</strong> Er is geen eindcijfer en geen "
        "ranglijst. Het profiel is een begin voor een goed gesprek.</li>"
        "<li><strong>U kiest een experiment.</strong> U krijgt ideeën die passen bij uw antwoorden. "
        "Wat u kiest, neemt u mee in een verslag (PDF).</li></ol>"
    )
    parts.heading("Voor wie")
    parts.text(
        "Voor iedereen die in of rond de gemeente werkt aan terugkeer: nazorg, wijkteam, inkomen, schuldhulp, wonen, "
        "burgerzaken en veiligheid. Ook partners, vrijwilligers en ervaringsdeskundigen kunnen meedoen. "
        "U kunt alleen beginnen en later verdergaan met uw team."
    )
    parts.heading("Drie lijnen")
    parts.html(
        '<dl class="lijnen">'
        + "".join(
            f"<div><dt>{parts.escape(line.title)}</dt><dd>{parts.escape(line.intro)}</dd></div>" for line in questionnaire.lines
        )
        + "</dl>"
    )
    parts.heading("Wat gebeurt er met uw antwoorden?")
    parts.bullets(
        (
            "Elk antwoord wordt meteen opgeslagen. U kunt stoppen en later verdergaan, ook op een ander apparaat.",
            "Alleen wie uw persoonlijke link heeft, kan bij uw antwoorden. U hebt geen account nodig.",
            "We vragen geen namen en geen gegevens over inwoners.",
            "U kunt alles op elk moment verwijderen.",
        )
    )
    with st.container(key="verwijzing", horizontal=True):
        parts.page_link(pages.PRIVACY, "Lees meer over privacy")
        parts.page_link(pages.ABOUT, "Lees waar deze zelfscan vandaan komt")

    parts.heading("Hebt u al een meting?")
    parts.text(
        "Ga verder met uw persoonlijke link: die opent u in uw browser. "
        "Hebt u een metingbestand bewaard? Dan kunt u dat hier inlezen."
    )
    parts.html(f'<p><a class="knop2" href="/nieuw?naar={pages.IMPORT}" target="_self">Lees een metingbestand in</a></p>')


def _continue(visitor: Session, count: int) -> None:
    done = visitor.answered(question.id for question in visitor.questionnaire.questions)
    with st.container(key="verder"):
        parts.text(f"U bent bezig met een meting voor gemeente {visitor.begun.municipality}.", kind="nadruk")
        parts.progress(done, count, "Voortgang van uw meting")
        with st.container(key="verder-knoppen", horizontal=True):
            if done < count:
                place = visitor.begun.position or visitor.questionnaire.themes[0].id
                parts.action_link(place, "Ga verder met de vragen", key="verder", primary=True)
            parts.action_link(pages.PROFILE, "Bekijk uw profiel", key="profiel", primary=done == count)
        parts.html(
            '<p class="klein">Een andere gemeente of een nieuwe meting? Bewaar dan eerst uw persoonlijke link '
            'bij "Meenemen". Daarna kunt u <a href="/nieuw" target="_self">opnieuw beginnen</a>.</p>'
        )
