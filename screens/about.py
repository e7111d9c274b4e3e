"""Where the questions come from, how the score works, and the sources."""

from __future__ import annotations

from screens import context, pages, parts
from screens.session import Session
from screens.sources import source_list


def draw(visitor: Session) -> None:
    content = context.content()
    programme, questionnaire = content.programme, visitor.questionnaire
    parts.title("Over deze zelfscan")
    parts.text(
        "De zelfscan helpt gemeenten om te praten over hun werk met inwoners die terugkeren na detentie of een andere straf. "
        "Het is geen toets en geen meetinstrument: niemand krijgt een cijfer, en gemeenten worden niet vergeleken."
    )
    parts.heading("Waar de drie lijnen vandaan komen")
    parts.text(programme.summary, programme.period)
    meaning = {item.line: item.meaning for item in programme.lines}
    parts.html(parts.definitions(((line.title, meaning.get(line.id, line.intro)) for line in questionnaire.lines), "lijnen"))
    parts.html(
        '<p class="naast">',
        parts.link(pages.PROGRAMME, "Lees meer over het programma"),
        parts.link(pages.INSPIRATION, "Bekijk alle ideeën"),
        "</p>",
    )
    even = len({question.weight for question in questionnaire.questions}) == 1
    parts.heading("Hoe de uitkomst ontstaat")
    parts.html(
        parts.bullets(
            (
                "Een thema krijgt het gemiddelde niveau van zijn vragen. "
                + ("Alle vragen tellen even zwaar." if even else "Sommige vragen tellen zwaarder dan andere."),
                "'Weet ik niet' telt niet mee in het gemiddelde. We laten zien tussen welke niveaus de uitkomst kan liggen.",
                "'Niet van toepassing' laten we helemaal buiten beschouwing.",
                "Een thema krijgt een uitkomst als minstens twee derde van de vragen bekend is. Dat is een vuistregel.",
                "De fase is nooit meer dan één stap hoger dan het laagste antwoord. Ook dat is een vuistregel.",
                "Ideeën kiezen we op de plekken waar u onder uw ambitie zit. Bij elk voorstel staat waarom u het ziet.",
            )
        )
    )
    parts.text(
        "Een lokaal experiment kan niet aantonen dat minder mensen opnieuw een strafbaar feit plegen. "
        "Daarvoor zijn de aantallen in één gemeente te klein. Kijk daarom naar wat op de dag van vrijlating geregeld is."
    )
    parts.html(f"<p>{parts.link(pages.EVIDENCE, 'Reken uit wat een experiment bij u kan laten zien')}</p>")
    parts.heading("Bronnen")
    parts.text(f"Vragenlijst {questionnaire.version}, kenmerk {questionnaire.hash[:12]}.")
    parts.html(source_list(content.cited_sources(), ids=True))
