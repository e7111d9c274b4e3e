"""Every message about the experts' cases, in Dutch. What any content file can have wrong is in `questionnaire.messages`."""

from __future__ import annotations

from typing import Final

# A case that cannot be read. The file, the line and the key stand before the message.
BAD_ANSWER: Final = (
    "'{value}' is geen antwoord{hint}. Kies 1, 2, 3, 4 of 5, 'unknown' (weet ik niet) of 'not_applicable' (niet van toepassing)."
)
BAD_LEVEL: Final = "'{value}' is geen niveau. Kies 1, 2, 3, 4 of 5, zonder aanhalingstekens."
BAD_POINTS: Final = "'{value}' is geen aantal punten. Schrijf een getal van 0 tot en met 100, zoals 12.5, of een breuk als 100/3."
BAD_REPORTED: Final = "'{value}' is hier geen keuze. Schrijf true (het thema telt mee in de uitkomst) of false."
IDEA_TWICE: Final = "Het idee '{id}' staat hier voor de tweede keer; de eerste keer op regel {first}. Haal er een weg."
NOTHING_EXPECTED: Final = "Dit voorbeeld verwacht niets. Noem onder 'expect' minstens één thema of één idee."
FIX_ID: Final = "Verbeter de id, of haal de regel weg."
FIX_KEY: Final = "Verbeter de naam, of haal de sleutel weg."
CHOOSE_KEY: Final = "Kies uit: {keys}."

# A case that comes out otherwise than the expert said
THEME_DIFFERS: Final = "thema '{theme}': {what} verwacht {expected}, uitkomst {actual}"
NOT_SUGGESTED: Final = "idee '{idea}' is niet voorgesteld (voorgesteld: {suggested})"
SUGGESTED: Final = "idee '{idea}' is voorgesteld en dat hoort niet"
NOT_LATER: Final = "idee '{idea}' staat niet bij 'later mogelijk' (daar staat: {later})"
OUTCOME_DIFFERS: Final = "soort uitkomst verwacht '{expected}', uitkomst '{actual}'"

# The command
NO_CASES: Final = "{folder}: hier staan geen voorbeelden (*.yaml)."
UNREADABLE: Final = "niet te lezen"
ALL_RIGHT: Final = "Alle voorbeelden kloppen ({count})."
SOME_RIGHT: Final = "{right} van {count} voorbeelden kloppen."
SOME_WRONG: Final = "Let op: {wrong} van de {count} voorbeelden kloppen niet. Kijk hierboven bij FOUT."

# The coverage report
COVERAGE: Final = "Wat de voorbeelden raken (het getal is het aantal voorbeelden)"
LEVELS_HEAD: Final = "Niveaus: {done} van {all}. Per vraag niveau 1 tot en met 5:"
IDEAS_HEAD: Final = "Ideeën: {done} van {all}. Voorgesteld, en bij 'later mogelijk':"
RULES_HEAD: Final = "Regels: {done} van {all}."
MISSING_HEAD: Final = "Nog niet geraakt; pas een voorbeeld aan of voeg er een toe:"
MISSING_LEVEL: Final = "niveau {level} van de vraag '{question}'"
MISSING_IDEA: Final = "het idee '{idea}'"
MISSING_RULE: Final = "de regel '{rule}'"
COMPLETE: Final = "De voorbeelden raken alle niveaus, ideeën en regels."

# The rules, in the order of the report
RULE_FLOOR: Final = "een lage vraag houdt de fase tegen"
RULE_NOT_REPORTED: Final = "te weinig antwoorden: thema zonder uitkomst"
RULE_PARTLY_KNOWN: Final = "thema met een onbekend antwoord, wel met uitkomst"
RULE_UNKNOWN: Final = "antwoord 'weet ik niet'"
RULE_NOT_APPLICABLE: Final = "antwoord 'niet van toepassing'"
RULE_THEME_NOT_APPLICABLE: Final = "heel thema niet van toepassing"
RULE_OUTCOME: Final = {
    "ideas": "uitkomst: er zijn voorstellen",
    "share": "uitkomst: alles op ambitie, deel uw aanpak",
    "unknown": "uitkomst: niets bekend, zoek uit",
    "blocked": "uitkomst: er is iets te doen, maar geen idee kan beginnen",
}
RULE_CONDITION: Final = {
    "size": "later mogelijk: de grootte past niet",
    "level": "later mogelijk: eerst een hoger niveau nodig",
    "partner": "later mogelijk: een partner ontbreekt",
}
RULE_HIGHER_TARGET: Final = "ambitie hoger dan gewoon"
RULE_LOWER_TARGET: Final = "ambitie lager dan gewoon"
RULE_UNADDRESSED: Final = "zwakke vraag waar geen voorstel op werkt"
RULE_WEIGHT: Final = "vraag, thema of lijn met een ander gewicht dan 1"
