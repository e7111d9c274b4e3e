"""Privacy, in plain words."""

from __future__ import annotations

from screens import context, parts
from screens.session import Session


def privacy(visitor: Session) -> None:
    days, workshop_days = context.settings().retention_days, context.settings().workshop_retention_days
    parts.title("Privacy")
    parts.text(
        "We vragen zo min mogelijk. Over inwoners vragen we niets. Vult u dit in als ervaringsdeskundige? "
        "Dan hoeft u nergens te vertellen wat u zelf meemaakte."
    )
    parts.heading("Wat we bewaren")
    parts.html(
        parts.bullets(
            (
                "De gemeente, en de rol en de grootte als u die invult. Geen naam en geen e-mailadres.",
                "Uw antwoorden, uw toelichtingen, uw ambitie met de reden, en de ideeën die u koos.",
                "De plannen voor een experiment die u schrijft.",
                "Een cookie met een willekeurige sleutel. Daarmee vindt de zelfscan uw antwoorden terug.",
            )
        )
    )
    parts.heading("Wie erbij kan")
    parts.text(
        "Alleen wie uw persoonlijke link heeft, of dit apparaat gebruikt. De sleutel zelf staat niet in de database. "
        "De beheerder van de zelfscan kan bij de database, en maakt daar afspraken over met uw gemeente."
    )
    parts.text(
        "Een plan kunt u delen met een eigen link. Wie die heeft, kan alleen dat plan lezen en veranderen. "
        "Een cookie onthoudt die toegang. Een tekst die nog niet is opgeslagen, blijft zolang in uw browser staan."
    )
    parts.heading("Hoe lang")
    parts.text(
        f"Een meting verdwijnt {days} dagen na de laatste wijziging. U kunt haar ook zelf meteen verwijderen, bij 'Meenemen'."
    )
    parts.heading("In een werksessie")
    parts.html(
        parts.bullets(
            (
                "Deelnemers geven een rol, of niets. We vragen geen naam. "
                "Een cookie met een willekeurige sleutel houdt uw plek vast.",
                "Niemand ziet de antwoorden van één persoon, ook de begeleider niet. "
                "Een groep van minder dan 3 mensen ziet geen uitkomst, 3 of 4 mensen zien alleen thema's.",
                "Wie meedoet, kan het eigen antwoord van de uitkomst aftrekken. "
                "In een kleine groep weet die dan meer over de anderen.",
                "Wie stopt, verwijdert de eigen antwoorden. "
                "Wat al in een uitkomst van de groep zit, blijft daarin, zonder naam of sleutel.",
                f"Een werksessie verdwijnt {workshop_days} dagen nadat de begeleider er het laatst iets in deed. "
                "De begeleider kan haar ook meteen verwijderen.",
            )
        )
    )
    parts.heading("Toelichtingen en plannen")
    parts.text(
        "Schrijf geen namen op en geen situaties die iemand kan herkennen. "
        "Gegevens over straffen zijn bijzonder gevoelig. Ze horen niet in deze zelfscan."
    )
    parts.heading("Geen anderen")
    parts.text("De zelfscan haalt niets op bij andere bedrijven: geen lettertypen, geen statistiek, geen advertenties.")
