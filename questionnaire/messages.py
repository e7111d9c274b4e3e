"""Every message about content and measurement files, in Dutch.

A message says what is wrong and how to mend it; the place stands before it. Fill one in with `str.format`.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable
from typing import Final

# Files
FOLDER_MISSING: Final = "Deze map is er niet. Controleer de naam achter --content."
FILE_MISSING: Final = "Dit bestand ontbreekt. Zet het terug, of kopieer het uit een eerdere versie."
FILE_UNREADABLE: Final = "Dit bestand is niet te openen. Controleer de rechten van het bestand."
FILE_TOO_LARGE: Final = "Dit bestand is te groot: hooguit {most} kB past, met {values} waarden. Haal weg wat er niet hoort."
FILE_EMPTY: Final = "Dit bestand is leeg. Vul het, of kopieer het uit een eerdere versie."
TOO_MANY_LINES: Final = "In deze map staan {count} bestanden; hooguit {most} veranderlijnen past. Haal weg wat er niet hoort."
NOT_UTF8: Final = "Op deze regel staat een teken dat niet leesbaar is. Bewaar het bestand als UTF-8."

# YAML: the form of a file
YAML_TAB: Final = "Op deze regel staat een tab. Vervang elke tab door spaties."
YAML_COLON_IN_TEXT: Final = "De tekst op deze regel bevat een dubbele punt. Zet de tekst tussen dubbele aanhalingstekens."
YAML_COLON_MISSING: Final = (
    "Op of net boven deze regel mist een dubbele punt met een spatie erna, of de regel springt te ver in. "
    "Schrijf 'sleutel: waarde'."
)
YAML_QUOTE: Final = "De tekst die op deze regel begint, heeft geen aanhalingsteken aan het eind. Voeg het toe."
YAML_INDENT: Final = (
    "Deze regel past niet bij de regels erboven. Controleer het inspringen, en of een aanhalingsteken te vroeg sluit."
)
YAML_BRACKET: Final = "Bij deze regel mist een haak of een komma. Controleer of elke haak weer sluit."
YAML_START: Final = (
    "De tekst begint met een teken dat in YAML iets anders betekent. Zet de tekst tussen dubbele aanhalingstekens."
)
YAML_CONTROL: Final = "In dit bestand staat een onzichtbaar teken dat niet mag. Typ de tekst op deze regel opnieuw."
YAML_DEEP: Final = "Dit bestand heeft te veel niveaus in elkaar. Controleer het inspringen en de haken."
YAML_TWO_DOCUMENTS: Final = "Hier begint een tweede document (---). Haal die regel weg."
YAML_OTHER: Final = "Deze regel is niet te lezen als YAML. Controleer inspringen, dubbele punten en aanhalingstekens."
YAML_SPECIAL: Final = "'{value}' heeft in YAML een bijzondere betekenis. Zet de waarde tussen dubbele aanhalingstekens."
YAML_ALIAS: Final = "Een verwijzing met & en * kan hier niet. Schrijf de tekst op beide plaatsen uit."
KEY_TWICE: Final = "De sleutel '{key}' staat hier voor de tweede keer; de eerste staat op regel {first}. Haal er een weg."
KEY_NOT_TEXT: Final = "De sleutel '{key}' is geen tekst. Zet de sleutel tussen dubbele aanhalingstekens."

# The shape of a value
TEXT_TOO_LONG: Final = "Deze tekst heeft {count} tekens; hooguit {most} past. Maak de tekst korter."
MORE: Final = "Er zijn meer fouten van deze soort. Herstel eerst wat er staat, en controleer daarna opnieuw."
UNKNOWN_KEY: Final = "De sleutel '{key}' is niet bekend{hint}. {mend}"
MISSING_KEY: Final = "De sleutel '{key}' ontbreekt. Voeg '{key}:' met een waarde toe."
NOT_TEXT: Final = "'{value}' is hier geen tekst maar {kind}. Zet de waarde tussen dubbele aanhalingstekens."
BOOLEAN: Final = "'{value}' betekent in YAML ja of nee (true of false). Zet tekst tussen aanhalingstekens, of schrijf een getal."
NO_VALUE: Final = "Hier staat nog niets. Vul iets in, of haal de sleutel weg als die niet verplicht is."
TEXT_EXPECTED: Final = "Hier hoort één tekst, maar er staat {kind}. Schrijf de tekst achter de dubbele punt."
MAPPING_EXPECTED: Final = "Hier horen sleutels met waarden, maar er staat {kind}. Schrijf regels als 'sleutel: waarde'."
LIST_EXPECTED: Final = "Hier hoort een lijst, maar er staat {kind}. Begin elke regel van de lijst met '- '."
LIST_EMPTY: Final = "Deze lijst is leeg. Voeg minstens één regel toe die begint met '- '."
BAD_ID: Final = "'{value}' kan geen id zijn. Gebruik kleine letters, cijfers en streepjes, zoals 'contact-vanaf-dag-een'."
BAD_SOURCE_ID: Final = "'{value}' kan geen id van een bron zijn. Schrijf een S met twee of drie cijfers, zoals 'S07'."
ID_TOO_LONG: Final = "Deze id is langer dan {most} tekens. Kies een kortere id."
WHOLE_NUMBER_EXPECTED: Final = "'{value}' is geen heel getal. Schrijf een getal als 3, zonder aanhalingstekens."
NUMBER_TOO_LOW: Final = "{value} is te laag. Kies {least} of hoger."
NUMBER_TOO_HIGH: Final = "{value} is te hoog. Kies {most} of lager."
BAD_WEIGHT: Final = "'{value}' is geen gewicht. Schrijf een getal als 1 of 0.5, of een breuk als 1/3."
BAD_CHOICE: Final = "'{value}' is hier geen keuze{hint}. Kies uit: {choices}."
BAD_DATE: Final = "'{value}' is geen datum. Schrijf jaar, maand en dag, zoals 2026-11-23."
TRUE_OR_FALSE: Final = "'{value}' is niet true of false. Schrijf true voor ja, of false voor nee."
FIVE_LEVELS: Final = "Een vraag heeft de niveaus 1, 2, 3, 4 en 5, maar {what}. Geef elk niveau één tekst."
FIVE_STAGES: Final = "Er zijn vijf fasen, met level 1, 2, 3, 4 en 5 in die volgorde. Vul de lijst aan, of zet die goed."
OTHER_VALUE: Final = "De waarde '{value}' past hier niet. Vergelijk met een ander bestand in deze map."

# How files and ids hang together
LINE_FILE_MISSING: Final = (
    "Bij de veranderlijn '{line}' hoort het bestand {file}, maar dat is er niet{hint}. Voeg het toe, of haal de regel weg."
)
LINE_NOT_LISTED: Final = (
    "Deze veranderlijn staat niet in questionnaire.yaml. Zet '{line}' daar onder 'lines', of haal dit bestand weg."
)
LINE_ID_DIFFERS: Final = (
    "De id '{id}' is anders dan de naam van het bestand. Schrijf '{stem}', of hernoem het bestand naar {id}.yaml."
)
UNKNOWN_REFERENCE: Final = "{what} '{id}' bestaat niet{hint}. {mend}"
DUPLICATE: Final = "{what} '{id}' staat er al: zie {first}. Kies iets anders, of haal er een weg."
ADDRESSED_TWICE: Final = "Dit idee noemt de vraag '{id}' twee keer; de eerste keer op regel {first}. Haal er een weg."
FEW_IDEAS: Final = "Bij de vraag '{id}' {count}. Zorg dat minstens {least} ideeën deze vraag noemen onder 'addresses'."
WEIGHTS_ZERO: Final = (
    "Alle gewichten hier zijn 0, dus er is niets om op te tellen. Geef minstens één {child} een gewicht boven 0."
)
NEGATIVE_WEIGHT: Final = "Het gewicht {value} is lager dan 0. Kies 0 of hoger."
WINDOW_REVERSED: Final = (
    "Dit idee past van niveau {low} tot niveau {high}, en dat kan niet. Maak 'from' gelijk aan of lager dan 'to'."
)
NEVER_REACHED: Final = (
    "Dit idee vraagt niveau {level} bij '{id}', maar past daar zelf maar tot niveau {high}. "
    "Verlaag dit niveau, of verhoog 'to' op regel {line}."
)
MUNICIPALITY_COUNT: Final = "Hier staat {count}, maar de lijst heeft {names}. Pas het getal aan, of de lijst."

# The programme, its calls, and the groups of partners
TRANCHE_REVERSED: Final = "Deze ronde sluit op {closed}, vóór de eerste dag op {opened}. Verbeter een van de twee data."
NO_CALL_OPEN: Final = (
    "Hier staat true, maar volgens de data was er op {checked} ('checked') geen ronde open. "
    "Schrijf false, of vul bij een ronde 'opened' en 'closed' in."
)
CALL_OPEN: Final = (
    "Hier staat false, maar volgens de data was de ronde '{name}' open op {checked} ('checked'). "
    "Schrijf true, of verbeter de data van de ronde."
)
LIMITS_REVERSED: Final = "Het formulier vraagt hier minstens {least} woorden, maar er passen er {most}. Verbeter een van de twee."
PARTNER_UNGROUPED: Final = (
    "De partner '{name}' staat in geen enkele groep in partner_groups.yaml{hint}. Zet deze woorden daar bij een groep."
)
PARTNER_UNUSED: Final = "Geen enkel idee noemt de partner '{name}'{hint}. Verbeter de woorden, of haal de regel weg."
BAD_WEB_ADDRESS: Final = "'{value}' is geen webadres. Schrijf het hele adres, zoals 'https://www.voorbeeld.nl/pagina'."
# The words of a plan
PLAN_PART_MISSING: Final = "Het onderdeel '{id}' ontbreekt. Voeg het toe, met id, title en help."

# The guide for facilitators
STEP_REVERSED: Final = "Deze stap loopt van minuut {start} tot minuut {end}, en dat kan niet. Maak 'to' hoger dan 'from'."
SCRIPT_START: Final = "De eerste stap begint op minuut {start}. Laat het draaiboek beginnen op minuut 0."
SCRIPT_GAP: Final = "De vorige stap eindigt op minuut {end}, maar deze begint op minuut {start}. Maak beide getallen gelijk."
SCRIPT_END: Final = (
    "De laatste stap eindigt op minuut {end}, maar het draaiboek duurt {minutes} minuten. Maak beide getallen gelijk."
)
SCRIPT_TWICE: Final = "Er is al een draaiboek van {minutes} minuten, op regel {first}. Kies een andere duur, of haal er een weg."

# Pairs of answers that rarely go together
CONTRADICTION_TWO_ANSWERS: Final = (
    "Een controlevraag gaat over twee vragen, maar hier staan er {count}. Zet er twee onder 'when'."
)
CONTRADICTION_SAME_QUESTION: Final = (
    "Deze controlevraag noemt de vraag '{id}' twee keer; de eerste keer op regel {first}. Kies hier een andere vraag."
)
CONTRADICTION_REVERSED: Final = (
    "Dit antwoord loopt van niveau {low} tot niveau {high}, en dat kan niet. Maak 'from' gelijk aan of lager dan 'to'."
)
CONTRADICTION_ANY_LEVEL: Final = "Dit past op elk niveau, dus dit antwoord maakt niets uit. Maak 'from' en 'to' nauwer."
CONTRADICTION_FOR_MANY: Final = (
    "Deze niveaus geven samen {count} van de {all} combinaties: te veel mensen krijgen deze controlevraag. "
    "Maak 'from' en 'to' nauwer, tot hooguit {most} combinaties."
)
CONTRADICTION_NEVER_SHOWN: Final = (
    "Deze controlevraag komt nooit in beeld: bij dezelfde antwoorden komt al {others}. "
    "Verander 'from' en 'to', of haal er een weg."
)
CONTRADICTION_LONG: Final = "Deze uitleg heeft {count} zinnen; hooguit {most} leest prettig. Maak de uitleg korter."
# The indicators
INDICATOR_TITLE: Final = "Deze naam heeft {count} tekens; hooguit {most} past op het blad. Maak de naam korter."
INDICATOR_QUESTION: Final = (
    "Deze vraag heeft niet precies één vraagteken, aan het eind. Vraag één ding, en eindig met een vraagteken."
)
INDICATOR_ORDER: Final = (
    "'{moment}' komt in de tijd vóór '{later}', dat erboven staat. Zet de indicatoren in de volgorde van de tijd."
)

# The words of a question
STEM_TOO_LONG: Final = "Deze vraag heeft {count} woorden; hooguit {most} leest prettig. Maak de zin korter."
ANCHOR_TOO_LONG: Final = "Niveau {level} heeft {count} woorden; hooguit {most} leest prettig. Maak de tekst korter."
QUESTION_TOO_LONG: Final = (
    "De vraag heeft met alle niveaus samen {count} woorden; hooguit {most} past in de tijd. Maak teksten korter."
)
ANCHORS_UNEVEN: Final = (
    "Niveau {longest} heeft {most} woorden en niveau {shortest} maar {least}. "
    "Maak ze meer even lang: hooguit {ratio} keer zo lang."
)
QUESTION_MARKS: Final = (
    "Er staan {stem} vraagtekens in de vraag en {levels} in de niveaus. Zorg dat er precies één staat, in de vraag zelf."
)
ANCHORS_EQUAL: Final = "Niveau {second} heeft dezelfde tekst als niveau {first}. Beschrijf wat er op niveau {second} anders gaat."

# The words of every text (lint); an editor can make an exception in lint.yaml
LONG_SENTENCE: Final = "Deze zin heeft {count} woorden; hooguit {most} leest prettig: '{sentence}' Maak er twee zinnen van."
LONG_WORD: Final = (
    "'{word}' heeft {count} letters; hooguit {most} leest prettig. Kies een korter woord, of leg het uit in glossary.yaml."
)
JARGON: Final = "'{word}' is een vakwoord of afkorting zonder uitleg. Kies een gewoon woord, of leg het uit in glossary.yaml."
DISRESPECTFUL: Final = "'{word}' doet mensen tekort. Schrijf liever: {better}."
VAGUE: Final = "'{word}' betekent voor elke lezer iets anders. Beschrijf wat er te zien is."
LEADING: Final = "'{word}' stuurt de lezer naar een antwoord. Laat het woord weg."
AGREE: Final = "'{word}' vraagt om een mening. Vraag of beschrijf wat er gebeurt."
DOUBLE_NEGATION: Final = "In deze zin staan twee ontkenningen: '{first}' en '{second}'. Schrijf wat er wel gebeurt."
AND_OR: Final = "'{word}' voegt hier misschien twee dingen samen. Noem één ding, of maak er twee zinnen van."
ABSOLUTE: Final = "'{word}' klopt bijna nergens helemaal. Schrijf wat u echt doet, en voor wie."
PASSIVE: Final = "'{words}' zegt niet wie het doet. Noem wie het doet."
HARD_TO_READ: Final = (
    "Het leesgemak (Flesch-Douma) van deze vraag met niveaus is {score}; {least} of hoger leest prettig. "
    "Maak zinnen of woorden korter."
)
HIGH_LIX: Final = "De LIX van deze vraag met niveaus is {score}; {most} of lager leest prettig. Maak zinnen of woorden korter."
EXCEPTION_UNKNOWN_RULE: Final = "De regel '{rule}' bestaat niet{hint}. Kies uit: {rules}."
EXCEPTION_UNKNOWN_ID: Final = (
    "Er is geen vraag, idee, controlevraag, thema of veranderlijn '{id}'{hint}. Verbeter de id, of haal deze uitzondering weg."
)
EXCEPTION_UNUSED: Final = (
    "Deze uitzondering is niet meer nodig: de regel '{rule}' zegt niets over '{id}'. Haal de uitzondering weg."
)
EXCEPTION_TWICE: Final = "Deze uitzondering staat er al, op regel {first}. Haal er een weg."

# What answers can lead to
QUESTION_IGNORED: Final = (
    "Het gewicht is 0 en geen enkel idee noemt deze vraag: het antwoord verandert niets. "
    "Kies een gewicht boven 0, of haal de vraag weg."
)
QUESTION_UNSCORED: Final = (
    "Het gewicht is 0: deze vraag telt niet mee in de score en leidt niet tot een idee. "
    "Kies een gewicht boven 0, of leg in lint.yaml uit waarom de vraag er staat."
)
QUESTION_WITHOUT_FOLLOW_UP: Final = (
    "Op geen enkel niveau onder 5 past een idee bij deze vraag. Voeg een idee toe, of pas 'from' en 'to' bij een idee aan."
)
IDEA_WEIGHTLESS: Final = (
    "Niemand krijgt dit idee: de vragen onder 'addresses' hebben gewicht 0. Noem een vraag die meetelt, of haal het idee weg."
)
IDEA_TOO_HIGH: Final = (
    "Niemand krijgt dit idee: het past pas op niveau 5, en dan valt er niets te winnen. "
    "Verlaag 'from', of het niveau onder 'requires'."
)
IDEA_FOR_ALL: Final = (
    "Dit idee past zonder voorwaarde bij meer dan de helft van de vragen, op elk niveau onder {target}: "
    "bijna elke gemeente krijgt het. Noem minder vragen, of voeg een voorwaarde toe."
)
LEVEL_WITHOUT_IDEA: Final = (
    "Op niveau {level} past geen enkel idee bij deze vraag. Voeg een idee toe, of pas 'from' en 'to' bij een idee aan."
)

# Released versions
WORDING_SAME: Final = (
    "{what} anders dan in versie {version}, maar 'wording' is niet hoger. "
    "Schrijf 'wording: {next}', of zet de tekst van toen terug: '{old}'."
)
WORDING_LOWER: Final = "Hier staat wording {wording}, maar in versie {version} was dat {old}. Schrijf {old} of hoger."
ID_REUSED: Final = "De id '{id}' hoort sinds versie {version} bij iets anders: '{old}'. Kies een nieuwe id."
RELEASE_UNREADABLE: Final = "Dit bestand is niet te lezen als uitgebrachte versie. Zet het terug zoals het was."
VERSION_NOT_FOUND: Final = "{path} is er niet. Geef een map met inhoud, of een bestand uit de map released."
BAD_VERSION: Final = (
    "'{version}' kan geen versie zijn. Schrijf in questionnaire.yaml getallen met punten, tussen aanhalingstekens: \"1.1\"."
)
VERSION_TAKEN: Final = (
    "Versie {version} is al uitgebracht, met andere inhoud. Verhoog 'version' in questionnaire.yaml en probeer het opnieuw."
)
VERSION_LOWER: Final = "Versie {version} is lager dan versie {newest}, die al is uitgebracht. Kies een hogere versie."

# A measurement file
EMPTY: Final = "Dit bestand is leeg. Kies het bestand dat u eerder hebt opgeslagen."
TOO_LARGE: Final = "Dit bestand is groter dan 1 MB. Een meting is veel kleiner: kies een ander bestand."
OTHER_FILE_TYPE: Final = "Dit is {kind}, geen meting. Kies het bestand dat eindigt op .json."
MEASUREMENT_NOT_UTF8: Final = "In dit bestand staan tekens die niet leesbaar zijn (regel {line}). Bewaar het bestand als UTF-8."
NOT_JSON: Final = "Op regel {line} is dit bestand niet te lezen als JSON. Kies het bestand zoals de app het heeft opgeslagen."
NESTED: Final = "Dit bestand heeft te veel niveaus in elkaar en is geen meting. Kies het bestand dat u eerder hebt opgeslagen."
NOT_A_NUMBER: Final = "In dit bestand staat '{value}', en dat is geen getal. Vul een niveau van 1 tot en met 5 in."
HUGE_NUMBER: Final = "In dit bestand staat een getal dat te groot is. Vul een niveau van 1 tot en met 5 in."
JSON_KEY_TWICE: Final = "De sleutel '{key}' staat twee keer op dezelfde plaats in dit bestand. Haal er een weg."
NO_MEASUREMENT: Final = "Dit bestand is wel JSON, maar geen meting. Kies het bestand dat u eerder hebt opgeslagen."
NEWER_FORMAT: Final = (
    "Deze meting komt uit een nieuwere versie van de app (vorm {format}). Werk de app bij en probeer het opnieuw."
)
BAD_FORMAT: Final = "Bij 'format' staat {value}. Vul 1 in."
KEY_MISSING: Final = "In dit bestand ontbreekt '{key}'. Kies het bestand dat u eerder hebt opgeslagen, of vul het aan."
KEY_UNKNOWN: Final = "De sleutel '{key}'{place} is niet bekend{hint}. Haal de sleutel weg, of verbeter de naam."
OTHER_QUESTIONNAIRE: Final = (
    "Deze meting hoort bij een andere vragenlijst: '{id}'. Open de meting bij die vragenlijst; deze heet '{own}'."
)
BAD_LEVEL: Final = 'Bij vraag \'{question}\' staat niveau {value}. Vul 1, 2, 3, 4 of 5 in, of "unknown" of "not_applicable".'
BAD_ANSWER: Final = "Het antwoord bij vraag '{question}' is niet te lezen. Schrijf het als {{\"level\": 3}}."
BAD_NOTE: Final = "De toelichting bij vraag '{question}' is geen tekst. Zet de toelichting tussen dubbele aanhalingstekens."
NOTE_TOO_LONG: Final = "De toelichting bij vraag '{question}' heeft {count} tekens; hooguit {most} past. Maak de tekst korter."
BAD_TARGET: Final = "Bij thema '{theme}' staat ambitie {value}. Vul een heel getal van 1 tot en met 5 in."
BAD_REASON: Final = "De reden bij thema '{theme}' is geen tekst. Zet de reden tussen dubbele aanhalingstekens."
REASON_TOO_LONG: Final = "De reden bij thema '{theme}' heeft {count} tekens; hooguit {most} past. Maak de tekst korter."
REASON_EMPTY: Final = "De reden bij thema '{theme}' is leeg. Schrijf een reden, of haal de regel weg."
PLAN_NOT_GROUP: Final = 'Plan {number} is niet te lezen: er staat {value}. Schrijf een plan als {{"title": ...}}.'
PLAN_TEXT_TOO_LONG: Final = "De tekst bij '{key}' in plan {number} heeft {count} tekens. Dat is te lang: maak de tekst korter."
PLAN_LIST_TOO_LONG: Final = "Bij '{key}' in plan {number} staan {count} regels. Dat is te veel: haal er een paar weg."
PLAN_VALUE: Final = "Bij '{key}' in plan {number} staat {value}. Daar hoort {expected}."
BAD_MEASUREMENT_DATE: Final = "Bij 'date' staat {value}. Schrijf jaar, maand en dag, zoals \"2026-11-23\"."
BAD_VALUE: Final = "Bij '{key}' staat {value}. Daar hoort {expected}."

# What could not be compared in a measurement that did load
OTHER_VERSION: Final = (
    "Deze meting is gemaakt met versie {version} van de vragenlijst; nu is het versie {own}. "
    "Kijk de antwoorden na: een vraag kan anders zijn geworden."
)
OTHER_HASH: Final = (
    "De vragenlijst is veranderd sinds deze meting, met hetzelfde versienummer {own}. "
    "Kijk de antwoorden na: een vraag kan anders zijn geworden."
)
LEFT_OUT_QUESTIONS: Final = "Antwoorden op vragen die er nu niet zijn, zijn weggelaten: {ids}."
LEFT_OUT_THEMES: Final = "Ambities bij thema's die er nu niet zijn, zijn weggelaten: {ids}."
LEFT_OUT_REASONS: Final = "Redenen bij ambities van thema's die er nu niet zijn, zijn weggelaten: {ids}."
LEFT_OUT_IDEAS: Final = "Gekozen ideeën die er nu niet zijn, zijn weggelaten: {ids}."
LEFT_OUT_PARTNERS: Final = "Partners die er nu niet zijn, zijn weggelaten: {ids}."
LEFT_OUT_ROLE: Final = "De rol '{id}' is er nu niet en is weggelaten."
LEFT_OUT_SIZE: Final = "De grootteklasse '{id}' is er nu niet en is weggelaten."

CATALOGUE: Final[dict[str, str]] = {
    name: value for name, value in vars(sys.modules[__name__]).items() if name.isupper() and isinstance(value, str)
}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, None when nothing is near."""
    words = sorted(set(known))
    found = difflib.get_close_matches(word.casefold()[:100], [each.casefold() for each in words], n=1, cutoff=0.6)
    return next((each for each in words if found and each.casefold() == found[0]), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` (bedoelde u 'levels'?)`, or nothing when no known word is near."""
    near = nearest(word, known)
    return f" (bedoelde u '{near}'?)" if near else ""
