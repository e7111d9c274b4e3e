"""What the privacy page says, from the settings and from what the storage holds: it cannot tell another story than the app."""

from __future__ import annotations

from typing import Final, NamedTuple

from screens.cookies import FACILITATOR, MEASUREMENT, PARTICIPANT, PLAN
from screens.login import HOURS
from storage import Settings


class Section(NamedTuple):
    """A heading with paragraphs and, below them, a list."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


class Held(NamedTuple):
    """What the app keeps, in words, and the tables of the storage it stands in."""

    words: str
    tables: frozenset[str]


ALONE: Final = (
    Held(
        "De gemeente, en de rol en de grootte als u die invult. Geen naam en geen e-mailadres.",
        frozenset({"measurement", "response"}),
    ),
    Held("Uw antwoorden en uw toelichtingen.", frozenset({"answer"})),
    Held("Uw ambitie, met de reden als u die opschrijft.", frozenset({"target"})),
    Held("De ideeën die u koos, en de partners die u niet hebt.", frozenset({"plan", "missing_partner"})),
    Held(
        "De plannen voor een experiment, met teksten die nog naast het plan staan.",
        frozenset({"experiment", "experiment_field", "experiment_other"}),
    ),
)
SHARED: Final = (
    Held(
        "Alleen als u daar zelf voor koos: de fase per thema en per veranderlijn, met de naam en de grootte van uw gemeente.",
        frozenset({"share", "share_stage"}),
    ),
)
TOGETHER: Final = (
    Held("Van de werksessie: de gemeente, de stap waarin de groep is, en de code om mee te doen.", frozenset({"workshop"})),
    Held(
        "Van elke deelnemer: een volgnummer, de rol of niets, en hoe laat iemand meedeed.",
        frozenset({"participation", "finished"}),
    ),
    Held("De antwoorden en stippen per deelnemer, en de uitkomst van elke ronde.", frozenset({"counted", "vote"})),
    Held("De afspraken: het experiment, wie het oppakt, de eerste stap en de dagen.", frozenset({"commitment"})),
    Held("Wat de begeleider deed en wanneer, zonder waar het over ging.", frozenset({"audit"})),
)
PROXY: Final = "plek"
"""The cookie of deploy/nginx.conf."""
NOBODY: Final = frozenset({"meta", "seal", "questionnaire_version"})
"""Tables about the app itself: nothing of a visitor stands in them."""


def cookies(settings: Settings, *, login: bool = False) -> dict[str, str]:
    """What each cookie is for and how long it stays, by its name; `login` says whether facilitators log in."""
    alone, together = _days(settings.retention_days), _days(settings.workshop_retention_days)
    return {
        MEASUREMENT: f"vindt uw meting terug. Blijft {alone}.",
        PARTICIPANT: f"houdt uw plek in een werksessie vast. Blijft {together}.",
        FACILITATOR: f"laat u een werksessie begeleiden. Blijft {together}.",
        PLAN: f"laat u meeschrijven aan een plan. Blijft {alone}.",
        "_streamlit_xsrf": "zorgt dat alleen deze site een bestand voor u kan inlezen. Verdwijnt als u de browser sluit.",
        PROXY: "houdt u bij hetzelfde deel van de server, als dat uit meer delen bestaat. Er staat een willekeurig getal in. "
        "Verdwijnt als u de browser sluit.",
        **(_login_cookies() if login else {}),
    }


def _login_cookies() -> dict[str, str]:
    stays = f"Alleen voor begeleiders. Blijft {HOURS} uur, of tot u uitlogt."
    return {
        "_streamlit_user": f"onthoudt wie is ingelogd, met het e-mailadres. {stays}",
        "_streamlit_user_tokens": f"het bewijs van de inlogdienst, nodig om daar ook uit te loggen. {stays}",
        "_streamlit_session": "hoort bij het inloggen zelf, met een willekeurige sleutel. Alleen voor begeleiders. "
        "Blijft 14 dagen.",
    }


_LOGIN: Final = Section(
    "Inloggen als begeleider",
    (
        "Wie een werksessie begeleidt, logt in met het account van de organisatie. "
        "De inlogdienst vertelt ons dan het e-mailadres. "
        "Dat staat alleen in een cookie in de browser van de begeleider, niet in de database en niet in het logboek.",
        "Deelnemers en mensen die alleen invullen, loggen nooit in.",
    ),
)


def _days(count: int) -> str:
    return "1 dag" if count == 1 else f"{count} dagen"


def sections(settings: Settings, *, login: bool = False) -> tuple[Section, ...]:
    """The page, in order; `login` says whether facilitators log in."""
    alone, together = _days(settings.retention_days), _days(settings.workshop_retention_days)
    return (
        Section(
            "Wat we bewaren als u alleen invult",
            items=tuple(held.words for held in ALONE),
        ),
        Section(
            "Wat we bewaren van een werksessie",
            items=tuple(held.words for held in TOGETHER),
        ),
        Section(
            "Wat we bewaren als u uw meting deelt",
            (
                "Bij 'Naast andere gemeenten' ziet u hoe gemeenten van uw grootte verdeeld zijn. Delen staat uit, tot u het "
                "aanzet. Bij een werksessie kiest de begeleider.",
                "Anderen zien alleen aantallen van minstens 5 gemeenten samen, afgerond en zonder namen. Zet u het uit, of "
                "verdwijnt uw meting? Dan verwijderen we de fasen die u deelde, en telt de groep waarin u meetelde niet meer "
                "mee.",
            ),
            tuple(held.words for held in SHARED),
        ),
        Section(
            "Wie erbij kan",
            (
                "Alleen wie uw persoonlijke link heeft of dit apparaat gebruikt, kan bij uw meting. Die link zelf staat niet "
                "in de database.",
                "Toelichtingen, redenen, plannen en afspraken staan versleuteld in de database. De sleutel daarvan staat ergens "
                "anders. De beheerder van de zelfscan kan bij allebei. Vraag uw gemeente welke regels zij daarover afsprak.",
                "Een plan kunt u delen met een eigen link. Wie die heeft, kan alleen dat plan lezen en veranderen.",
            ),
        ),
        Section(
            "Hoe lang",
            (
                f"Een meting verdwijnt {alone} na de laatste wijziging, en haar plannen ook. U kunt haar ook zelf meteen "
                "verwijderen, bij 'Meenemen'.",
                f"Een werksessie verdwijnt {together} nadat de begeleider er het laatst iets in deed. De begeleider kan haar ook "
                "meteen verwijderen.",
                "Maakt de beheerder back-ups? Dan staat uw meting daar nog in, tot die back-ups ook zijn verwijderd. Vraag de "
                "beheerder hoe lang dat is.",
            ),
        ),
        Section(
            "Cookies en uw browser",
            (
                "De zelfscan gebruikt alleen cookies die nodig zijn. Er staat een willekeurige sleutel in, en niets over u."
                + (" Alleen bij een begeleider die inlogt, staat er ook in wie dat is." if login else ""),
                "Een tekst van een plan die nog niet is opgeslagen, blijft zolang in dit tabblad van uw browser staan.",
            ),
            tuple(f"{name}: {words}" for name, words in cookies(settings, login=login).items()),
        ),
        *((_LOGIN,) if login else ()),
        Section(
            "In een werksessie",
            items=(
                "Deelnemers geven een rol, of niets. We vragen geen naam.",
                "Op het scherm ziet niemand de antwoorden van één persoon, ook de begeleider niet. Vult iemand een formulier "
                "op papier "
                "in? Dan ziet wie het overtypt die antwoorden wel. "
                "Een groep van minder dan 3 mensen ziet geen uitkomst, 3 of 4 mensen zien alleen thema's.",
                "Wie meedoet, kan het eigen antwoord van de uitkomst aftrekken. "
                "In een kleine groep weet die dan meer over de anderen.",
                "Wie stopt, verwijdert de eigen antwoorden. "
                "Wat al in een uitkomst van de groep zit, blijft daarin, zonder naam of sleutel.",
            ),
        ),
        Section(
            "Toelichtingen en plannen",
            (
                "Schrijf geen namen op en geen situaties die iemand kan herkennen. "
                "Gegevens over straffen zijn bijzonder gevoelig. Ze horen niet in deze zelfscan.",
            ),
        ),
        Section(
            "Alles wat we van u hebben",
            ("U kunt zelf downloaden wat we van u bewaren, in één bestand. U hoeft daar niemand om te vragen.",),
            (
                "Vulde u alleen in? Kijk bij 'Meenemen'.",
                "Doet u mee aan een werksessie? Kijk op uw telefoon bij 'Ander apparaat, of stoppen'. "
                "U krijgt alleen wat van u is.",
                "Begeleidt u? Kijk onderaan de pagina van de werksessie. Wie wat antwoordde, staat er niet in.",
            ),
        ),
        Section(
            "Geen anderen",
            (
                "De zelfscan haalt niets op bij andere bedrijven: geen lettertypen, geen statistiek, geen advertenties. "
                "Uw browser praat alleen met deze server."
                + (" Wie inlogt als begeleider, gaat daarvoor even naar de inlogdienst van de organisatie." if login else ""),
            ),
        ),
    )
