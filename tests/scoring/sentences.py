"""Every sentence a reason can hold, as a pattern, with the check of what it claims: see `tests.scoring.reading`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tests.scoring.reading import COUNT, LEVEL, MARK, NAMES, Reader, marked, sentences

MANY = rf"(?:[Bb]eide|[Aa]lle {COUNT} de|[Dd]e {COUNT}) (?:vragen|thema's)(?: die meetellen| met een uitkomst)?"
TALLY = r"U koos ((?:niveau \d|\w+ keer).*)"
LOWERS = (
    rf"(Vooral )?({NAMES}) (?:trekt|trekken) het gemiddelde omlaag(: daar .*)?",
    rf"(Van de (?:vragen|thema's) met een uitkomst )(?:trekt|trekken) ({NAMES}) het gemiddelde het meest omlaag(: daar .*)?",
)
PATTERNS: list[tuple[str, Callable[[Reader, re.Match[str]], None]]] = [
    (rf"Dit rust op één antwoord: niveau \d bij {MARK}", Reader.check_single),
    (rf"Dit rust op één vraag: {MARK}, gemiddeld niveau {LEVEL}", Reader.check_single),
    (rf"Deze lijn rust op één thema: {MARK}, gemiddeld niveau {LEVEL}", Reader.check_single),
    (rf"Alleen (?:de vraag|het thema) {MARK} heeft een eigen uitkomst: gemiddeld niveau {LEVEL}", Reader.check_single),
    (rf"U koos bij ({MANY}) niveau (\d)", Reader.check_alike),
    (rf"De groep komt bij ({MANY}) gemiddeld op niveau ({LEVEL}) uit", Reader.check_alike),
    (rf"({MANY}) staan gemiddeld op niveau ({LEVEL})", Reader.check_alike),
    (
        rf"Bij ({MARK}) koos u niveau (\d), bij de andere ({COUNT}(?: vragen)?)( die meetelt| die meetellen)? niveau (\d)",
        Reader.check_apart,
    ),
    (TALLY, Reader.check_tally),
    (
        rf"De antwoorden op de ({COUNT}) vragen( met een uitkomst| die meetellen)? liggen gemiddeld "
        rf"tussen niveau ({LEVEL}) en ({LEVEL})",
        Reader.check_range,
    ),
    (rf"Samen komen de (?:bekende )?antwoorden (?:van de groep )?op gemiddeld niveau ({LEVEL})", Reader.check_mean),
    (
        rf"Van de ({COUNT}) thema's (met een uitkomst )?(?:staat|staan) ({NAMES}) het hoogst \(niveau ({LEVEL})\); "
        rf"het laagst (?:staat|staan) ({NAMES}) \(niveau ({LEVEL})\)",
        Reader.check_ends,
    ),
    (rf"({NAMES}) (?:telt|tellen) het zwaarst mee", Reader.check_heavy),
    (r"Niet (?:elke vraag|elk thema) telt even zwaar mee()", Reader.check_heavy),
    *((pattern, Reader.check_lowers) for pattern in LOWERS),
    (rf"Bij ({COUNT}) (?:vraag|vragen) weten te weinig mensen het antwoord voor een eigen uitkomst", Reader.check_few),
    (rf"({COUNT}) (?:thema|thema's) zonder eigen uitkomst (?:telt|tellen) mee met de antwoorden die er zijn", Reader.check_few),
    (rf"Het gemiddelde is niveau ({LEVEL}), maar de fase blijft (\d) \(([\w ]+)\): (.*)", Reader.check_floor),
    (
        rf"(?:U bereikt|In deze lijn bereikt u) fase (\d) als u (daar|bij {MARK}) deze beschrijving herkent: ({MARK})",
        Reader.check_goal,
    ),
    (r"Voor fase (\d) is meer dan één stap nodig", Reader.check_more),
    (rf"Begin bijvoorbeeld (daar|bij {MARK}), met niveau (\d): ({MARK})", Reader.check_begin),
    (
        rf"Komt ieder die het antwoord weet (daar|bij {MARK}) één niveau hoger uit, "
        r"dan bereikt de groep(?: in deze lijn)? fase (\d)",
        Reader.check_group_goal,
    ),
    (rf"Op weg naar fase (\d) kan de groep (daar|bij {MARK}) beginnen", Reader.check_group_begin),
    (rf"Vanuit het midden van de groep is dat niveau (\d): ({MARK})", Reader.check_middle),
    (r"Dit is de hoogste fase", Reader.check_highest),
    (r"De vraag is nu hoe u dit vasthoudt", Reader.check_highest),
    (rf"({COUNT}) (?:vraag is|vragen zijn) niet van toepassing en (?:telt|tellen) niet mee", Reader.check_not_applicable),
    (rf"({COUNT}) van de ({COUNT}) antwoorden (?:is|zijn) nog niet bekend", Reader.check_unknown),
    (r"((?:\d+%|Minder dan 1%)) van de antwoorden is niet bekend", Reader.check_share),
    (
        rf"Met (?:dat antwoord|die antwoorden) erbij ligt het gemiddelde tussen niveau ({LEVEL}) en ({LEVEL})",
        Reader.check_interval,
    ),
    (r"Niet van toepassing", Reader.check_no_outcome),
    (r"(?:Nog geen|Geen) uitkomst: .*", Reader.check_no_outcome),
    (r"Voor een uitkomst is twee derde nodig", Reader.check_no_outcome),
    (r"Die tonen we pas vanaf 5 deelnemers", Reader.check_no_outcome),
    (r"De groep vindt dit niet van toepassing", Reader.check_no_outcome),
    (rf"Daarvoor zijn minstens ({COUNT}) antwoorden meer nodig", Reader.check_needed),
    (r"Met één antwoord meer is die er()?", lambda reader, match: None),
    (rf"Die is er zodra u het antwoord weet op ({MARK}(?: of {MARK})?)", Reader.check_find_out),
]


def read(reader: Reader, texts: Sequence[str]) -> None:
    """Every sentence, in order; fails on one that is not true or that no pattern knows."""
    for text in texts:
        for sentence in sentences(marked(reader.questionnaire, text)):
            for pattern, check in PATTERNS:
                if match := re.fullmatch(pattern, sentence):
                    check(reader, match)
                    reader.said[pattern] += 1
                    break
            else:
                raise AssertionError(f"nobody understands: {sentence}")
