"""How the outcome comes about, for readers without a background in measuring."""

from __future__ import annotations

from typing import Any

from scoring.certainty_words import RULE
from scoring.model import Result


def method(result: Result) -> dict[str, Any]:
    """The sections of the chapter: titles with paragraphs."""
    questionnaire = result.questionnaire
    weights = {item.weight for items in (questionnaire.questions, questionnaire.themes, questionnaire.lines) for item in items}
    equal = "Alle vragen en thema's tellen even zwaar." if len(weights) == 1 else "Sommige vragen of thema's tellen zwaarder mee."
    sections = [
        _section(
            "Van antwoord naar niveau",
            "Elke vraag heeft vijf beschrijvingen. Niveau 1 levert 0 punten op, elk hoger niveau 25 punten meer. Het "
            f"niveau van een thema is het gemiddelde van de vragen die u beantwoordde. {equal} De ambitie is het niveau "
            "dat u zelf wilt bereiken. Koos u niets, dan is dat niveau 4.",
        ),
        _section(
            "Niet weten is ook een antwoord",
            "Een vraag met 'weet ik niet' of zonder antwoord telt niet mee in het gemiddelde. Wel wordt de uitkomst "
            "onzekerder. Daarom staat er een ruimte bij: van het gemiddelde als al die vragen op niveau 1 staan, tot "
            "het gemiddelde als ze op niveau 5 staan. Een thema krijgt pas een score als twee derde bekend is. Een "
            "vraag die niet van toepassing is, valt helemaal weg.",
        ),
        _section(
            "De fase",
            "De fase is het afgeronde gemiddelde, met één grens: de fase is hoogstens één hoger dan de laagste vraag. "
            "Zo blijft zichtbaar dat er nog iets ontbreekt. Werkt die grens, dan staat de reden erbij.",
        ),
        _section(
            "Hoe zeker de volgorde is",
            "Alle vragen van een thema kunnen ook anders wegen. Nagerekend is hoe vaak een ander thema dan lager of hoger "
            f"uitkomt. {RULE}",
        ),
        _section(
            "Hoe de ideeën zijn gekozen",
            "Een idee komt in beeld als het past bij een vraag waar uw niveau onder uw ambitie ligt. Steeds wordt het "
            "idee gekozen dat het meest toevoegt aan wat er al staat, met hoogstens drie ideeën per lijst. 'Gedaan "
            "elders' betekent dat het idee ergens is uitgevoerd, niet dat het daar werkte of bij u zal werken. Daarom "
            "heeft elk idee een meting en een stopregel.",
        ),
        _section(
            "Vuistregels",
            "De grens van twee derde, de grens bij de fase en de kracht van een idee zijn vuistregels. Ze zijn "
            "beredeneerd, maar niet wetenschappelijk getoetst voor deze vragenlijst. De uitkomst hangt ook af van wie "
            "er antwoordt. Gebruik dit rapport om te praten en te leren, niet om te oordelen.",
        ),
    ]
    if result.scores.group:
        sections.insert(
            3,
            _section(
                "Een groep",
                "Bij een groep tellen alle bekende antwoorden mee. Een vraag doet mee voor de fase als minstens 3 "
                "mensen het antwoord weten, en niet meer mensen het niet weten. Antwoorden per vraag staan er pas bij 5"
                " mensen of meer. Weet wel: wie zijn eigen antwoord kent, kan dat van de rest aftrekken.",
            ),
        )
    return {"title": "Zo komt de uitkomst tot stand", "sections": sections}


def _section(title: str, *paragraphs: str) -> dict[str, Any]:
    return {"title": title, "paragraphs": list(paragraphs)}
