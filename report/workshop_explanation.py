"""How to read the report of a workshop, for readers who were not in the room."""

from __future__ import annotations

from typing import Any

from report.workshop_record import ENOUGH_VOTERS, WorkshopRecord
from scoring.groups import ANONYMITY, MIN_PEOPLE


def explanation(record: WorkshopRecord) -> dict[str, Any]:
    """The sections of the chapter: titles with one paragraph each."""
    sections = [
        (
            "Van antwoorden naar een beeld",
            "Elke deelnemer koos per vraag zelf een van de vijf beschrijvingen, of 'weet ik niet'. Een vraag die iemand open "
            "liet, telt ook als niet weten. Het niveau van een thema is het gemiddelde van alle bekende antwoorden. "
            "Een thema krijgt een uitkomst als twee derde van de antwoorden bekend is, van minstens "
            f"{MIN_PEOPLE} mensen.",
        ),
        (
            "Hoe ver de antwoorden uit elkaar liggen",
            f"Vanaf {ANONYMITY} bekende antwoorden op een vraag staat er in woorden hoe ver ze uit elkaar liggen: dicht bij "
            "elkaar, redelijk bij elkaar, uiteenlopend of twee kampen. De woorden volgen uit een maat voor overeenstemming van "
            "C. van der Eijk (Quality & Quantity 35, 2001). Verschil is niet fout: mensen zien vanuit hun werk soms iets anders.",
        ),
        (
            "De agenda",
            "Een vraag komt op de agenda als de antwoorden uiteenlopen, als veel mensen het niet weten, als mensen verschillend "
            "zien of de vraag van toepassing is, of als rollen er anders naar kijken. In een groep van 3 of 4 mensen "
            "gaat de agenda over het thema met de laagste uitkomst. De blinde vlekken noemen de vragen waar rollen minstens één "
            "niveau verschillen, en de vragen waarvan veel mensen het antwoord niet weten.",
        ),
        (
            "Anoniem, met een grens",
            f"Met minder dan {MIN_PEOPLE} mensen staan er geen cijfers. Met 3 of 4 mensen staan er alleen thema's. Vanaf "
            f"{ANONYMITY} mensen staan er aantallen per vraag. Wat een rol antwoordde, staat er pas bij minstens {ANONYMITY} "
            f"antwoorden. Stippen tellen we pas vanaf {ENOUGH_VOTERS} mensen. Weet wel: wie in de groep zat en het eigen "
            "antwoord kent, kan dat van de rest aftrekken.",
        ),
        ("Wie er meetelt", _who(record)),
        (
            "Vuistregels",
            "De grenzen in dit verslag zijn vuistregels. Ze zijn beredeneerd, maar niet wetenschappelijk getoetst voor deze "
            "vragenlijst. De uitkomst hangt ook af van wie er was. Een andere groep kan iets anders zien. Gebruik dit "
            "verslag om te praten en te leren, niet om te oordelen.",
        ),
        (
            "Wat dit verslag niet zegt",
            "Dit verslag voorspelt niet of iemand opnieuw een strafbaar feit pleegt (recidive). Een hoger niveau of een gekozen "
            "experiment belooft dat ook niet. 'Gedaan elders' betekent dat een idee ergens is uitgevoerd, niet dat het daar "
            "werkte of bij u zal werken. Daarom heeft elk experiment een meting en een stopregel.",
        ),
    ]
    return {
        "title": "Zo leest u dit verslag",
        "sections": [{"title": title, "paragraphs": [paragraph]} for title, paragraph in sections],
    }


def _who(record: WorkshopRecord) -> str:
    late = "Wie pas antwoordde toen een ronde dicht was, telt in die ronde niet mee. Wie eerder wegging, telt wel mee."
    if record.second is None:
        return late
    return (
        f"{late} Wie niet opnieuw stemde, telt in de tweede ronde mee met het eerste antwoord. Gaf iemand bij een vraag voor "
        f"het eerst antwoord, dan telt dat alleen mee als minstens {ANONYMITY} mensen dat deden. Anders is één antwoord te zien."
    )
