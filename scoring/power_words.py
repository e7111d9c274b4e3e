"""What an experiment can show, in Dutch sentences: the same on screen, in the plan, in the PDF and in the Word file.

Rounds, and never promises anything about recidivism.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from scoring.power import DOUBT, MOST_PEOPLE, SEEN, Change, Outlook, Reading, municipalities_needed, outlook
from scoring.run_chart import RUN
from scoring.words import one_decimal, round_half_up

Topic = Literal["luck", "recidivism", "together", "indicators"]

YEARS: Final = (1, 3, 5)
"""Over how many years the number of municipalities is told."""
NEVER: Final = "bijna nooit"
_READINGS: Final = {"relative": "een tiende van het cijfer zelf", "points": "10 procentpunten"}
_RUNS: Final = {6: "zes"}


@dataclass(frozen=True)
class Section:
    """A heading with sentences; each of `texts` is a paragraph."""

    topic: Topic
    title: str
    texts: tuple[str, ...]


def outlook_text(outlook: Outlook) -> tuple[Section, ...]:
    """All there is to say, in reading order."""
    return (
        Section("luck", "Wat toeval doet", (luck_text(outlook), RATE_TEXT, luck_lesson(outlook))),
        Section(
            "recidivism",
            recidivism_title(outlook),
            (READINGS_TEXT, *(reading_text(outlook, reading) for reading in outlook.readings), smallest_fall_text(outlook)),
        ),
        Section(
            "together",
            "Hoeveel gemeenten samen nodig zijn",
            (*(together_text(outlook, reading) for reading in outlook.readings), TOGETHER_TEXT),
        ),
        Section(
            "indicators",
            "Wat u wel kunt laten zien",
            (MEASURE_TEXT, example_text(outlook), smallest_goal_text(outlook), RUN_TEXT, CAUTION_TEXT),
        ),
    )


def outlook_summary(outlook: Outlook) -> str:
    """The heart of it in one paragraph, for where there is little room."""
    relative = outlook.readings[0]
    return " ".join(
        (
            luck_text(outlook),
            f"Om 10% minder recidive te kunnen zien, hebt u twee groepen van {number(relative.needed)} mensen nodig.",
            example_text(outlook),
        )
    )


def plan_outlook(returns: int | None, group: int | None) -> str:
    """The summary for the two numbers of a plan, of which one may be missing; empty where nothing can be said."""
    people, taking_part = returns or group or 0, group or returns or 0
    if not 0 < taking_part <= people <= MOST_PEOPLE:
        return ""
    return outlook_summary(outlook(people, taking_part))


# Fixed texts

RATE_TEXT: Final = (
    "Het recidivecijfer is hier het deel van de mensen dat binnen twee jaar na vrijlating opnieuw een strafbaar feit pleegt. "
    "Alleen feiten waarvoor iemand een strafzaak krijgt, tellen mee. Het cijfer is ongeveer 47%, zegt het WODC over mensen "
    "die vrijkwamen van 2008 tot en met 2017. Sindsdien is het ongeveer gelijk."
)
READINGS_TEXT: Final = (
    "Het programma Koers en kansen wilde in heel Nederland 10% minder recidive. Het zei niet waarvan. "
    "U kunt dat op twee manieren lezen."
)
TOGETHER_TEXT: Final = (
    "Dit is het minste. Gemeenten verschillen van elkaar, en daardoor hebt u er in het echt meer nodig. "
    "En u weet het pas na ruim twee jaar: zo lang volgt u mensen na hun vrijlating."
)
MEASURE_TEXT: Final = (
    "Kijk naar wat u zelf regelt, op het moment dat het nodig is. Neem de vijf basisvoorwaarden op de dag van vrijlating, "
    "en het contact voor en na die dag. Schrijf per persoon op: ja, nee of onbekend. Dan weet u de uitkomst meteen."
)
RUN_TEXT: Final = (
    "Hebt u minder mensen? Zet de uitkomst per maand of kwartaal in een grafiek, met een lijn op de middelste waarde. "
    f"Liggen {_RUNS[RUN]} punten op een rij aan dezelfde kant van die lijn? Dan is er waarschijnlijk iets veranderd."
)
CAUTION_TEXT: Final = (
    "Twee dingen blijven open. U weet niet zeker of uw experiment de oorzaak is: er verandert vaak meer tegelijk. "
    "En meer geregeld betekent nog niet dat minder mensen opnieuw een strafbaar feit plegen."
)


# Sentences


def luck_text(outlook: Outlook) -> str:
    """How often the rate falls by 10% or more by itself."""
    come = "komt 1 mens" if outlook.returns == 1 else f"komen {number(outlook.returns)} mensen"
    start = f"Stel: bij u {come} per jaar vrij."
    often = times(outlook.luck_of_fall, "jaren")
    if often == NEVER:
        return f"{start} Dan daalt het recidivecijfer {NEVER} door toeval met 10% of meer."
    return f"{start} Dan daalt het recidivecijfer {often} met 10% of meer, ook als u niets verandert. Dat is toeval."


def luck_lesson(outlook: Outlook) -> str:
    """What follows from it."""
    if outlook.luck_of_fall < DOUBT:
        return "Bij zo veel mensen is toeval klein. Toch kan een daling een andere oorzaak hebben dan uw aanpak."
    return "Het cijfer stijgt ook vaak door toeval. Een daling bewijst dus geen succes, en een stijging geen mislukking."


def recidivism_title(outlook: Outlook) -> str:
    shown = all(reading.power >= SEEN for reading in outlook.readings)
    return "Wat uw gemeente over recidive kan zien" if shown else "Wat uw gemeente alleen niet kan aantonen"


def reading_text(outlook: Outlook, reading: Reading) -> str:
    """What is needed to show a fall of 10% in this reading, and what the own numbers do."""
    needed, own = number(reading.needed), people(outlook.group)
    start = (
        f"Leest u 10% als {reading_name(reading)}? Dan daalt het van {percent(outlook.rate)} naar {percent(reading.goal)}. "
        f"Om dat te zien, hebt u {needed} mensen met het experiment nodig, en {needed} zonder."
    )
    if reading.power >= SEEN:
        return f"{start} Twee groepen van {own} zijn daarvoor groot genoeg."
    return f"{start} Is die daling er echt? Dan ziet u die met twee groepen van {own} {times(reading.power, 'keer')}."


def smallest_fall_text(outlook: Outlook) -> str:
    """From which fall on the own numbers say something."""
    own = f"Met twee groepen van {people(outlook.group)}"
    if outlook.smallest_fall is None:
        return f"{own} valt geen enkele daling op, hoe groot ook."
    goal = percent(float(outlook.rate) * (1 - outlook.smallest_fall))
    return f"{own} valt pas een daling van {up(outlook.smallest_fall)} op: van {percent(outlook.rate)} naar {goal}."


def together_text(outlook: Outlook, reading: Reading) -> str:
    """How many municipalities of this size are needed, in one year and in more."""
    kind = reading_name(reading)
    first, *later = ((years, municipalities_needed(reading.needed, outlook.group, years)) for years in YEARS)
    count = first[1]
    if count == 1:
        return f"Voor {kind}: 1 gemeente zoals de uwe die een jaar meedoet, en 1 die niet meedoet."
    more = " ".join(f"In {years} jaar zijn dat er {number(fewer)} en {number(fewer)}." for years, fewer in later)
    return (
        f"Voor {kind}: {number(count)} gemeenten zoals de uwe die een jaar meedoen, en {number(count)} die niet meedoen. {more} "
        f"Alleen hebt u {number(count)} jaar nodig, en nog eens {number(count)} jaar om mee te vergelijken."
    )


def example_text(outlook: Outlook) -> str:
    """What it takes to show the rise of an indicator."""
    rise = outlook.example
    return (
        f"Stel: nu is iets bij {percent(rise.start)} van de mensen geregeld, en u wilt naar {percent(rise.goal)}. "
        f"Om dat te zien, hebt u {rise.needed} mensen voor de verandering nodig en {rise.needed} erna. "
        f"Met {people(outlook.group)} per jaar kost dat {rise.years} jaar ervoor en {rise.years} jaar erna."
    )


def smallest_goal_text(outlook: Outlook) -> str:
    """Which rise one year before and one year after show."""
    own = f"Een jaar ervoor en een jaar erna, met {people(outlook.group)} per jaar"
    if outlook.smallest_goal is None:
        return f"{own}, is te weinig om een stijging vanaf 50% te zien."
    return f"{own}, laat een stijging zien van 50% naar {up(outlook.smallest_goal)} of meer."


# Parts of sentences


def reading_name(reading: Reading) -> str:
    """What 10% is read as."""
    return _READINGS[reading.kind]


def change_text(change: Change) -> str:
    """Which change a bar of the luck chart stands for: "10 tot 30% lager"."""
    low, high = change.low, change.high
    if low is None:
        return f"{_size(high)}% of meer lager"
    if high is None:
        return f"{_size(low)}% of meer hoger"
    if low < 0 < high:
        return f"minder dan {_size(high)}% anders"
    return f"{_size(high)} tot {_size(low)}% lager" if high < 0 else f"{_size(low)} tot {_size(high)}% hoger"


def _size(step: Fraction | None) -> int:
    return round_half_up(100 * abs(step or Fraction(0)))


def times(chance: float, what: str) -> str:
    """A chance in whole numbers: "in 4 van de 10 jaren", "in 15 van de 100 jaren", "bijna nooit" below 1 of 100."""
    share = round_half_up(100 * Fraction(chance))
    if share == 0:
        return NEVER
    if share == 100:
        return "bijna altijd"
    return f"in {share // 10} van de 10 {what}" if share % 10 == 0 else f"in {share} van de 100 {what}"


def percent(share: Fraction | float) -> str:
    """A share with at most one decimal: "42,3%"."""
    text = one_decimal(100 * Fraction(share))
    return f"{text.removesuffix(',0')}%"


def whole_percent(share: float) -> str:
    """A share in whole percents; what is not nothing is not called 0%, and what is not all is not called 100%."""
    rounded = round_half_up(100 * Fraction(share))
    if rounded == 0 and share > 0:
        return "minder dan 1%"
    return "meer dan 99%" if rounded == 100 and share < 1 else f"{rounded}%"


def up(share: float) -> str:
    """A share in whole percents, rounded up: from here on it holds."""
    return f"{-int(-100 * share // 1)}%"


def number(count: int) -> str:
    """A whole number with Dutch points: "1.755"."""
    return f"{count:,}".replace(",", ".")


def people(count: int) -> str:
    return "1 mens" if count == 1 else f"{number(count)} mensen"
