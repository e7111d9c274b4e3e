/* Loaded before Streamlit's bundle: Dutch for Streamlit's own words, which it cannot be told to use. */
(() => {
  "use strict";

  // The parts that Streamlit is made of speak the language of the browser; this app is in Dutch for everyone.
  for (const [name, value] of [["language", "nl-NL"], ["languages", ["nl-NL", "nl"]]]) {
    Object.defineProperty(navigator, name, { configurable: true, get: () => value });
  }
  window[Symbol.for("react-aria.i18n.locale")] = "nl-NL";

  // Dutch for Streamlit's own words, in text and in the attributes that are read aloud.
  const WORDS = new Map(Object.entries({
    "Skip to main content": "Naar de inhoud",
    "Main menu": "Menu",
    "Sidebar": "Zijbalk",
    "App pages": "Pagina's",
    "RUNNING...": "Bezig ...",
    "Running...": "Bezig ...",
    "Stop": "Stoppen",
    "CONNECTING": "Verbinden ...",
    "Connecting": "Verbinden ...",
    "Connection error": "Geen verbinding",
    "Connection lost": "Verbinding weg",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": "",
    "Streamlit server is not responding. Are you connected to the internet?":
      "De zelfscan is even niet bereikbaar. Wat is opgeslagen, blijft bewaard. We proberen het opnieuw.",
    "Page not found": "Deze pagina bestaat niet",
    "Close": "Sluiten",
    "Fullscreen": "Volledig scherm",
    "Close fullscreen": "Volledig scherm sluiten",
    "Exit fullscreen": "Volledig scherm sluiten",
    "Copy to clipboard": "Kopieer",
    "Copied to clipboard": "Gekopieerd",
    "Copy": "Kopieer",
    "Copied": "Gekopieerd",
    "Browse files": "Kies een bestand",
    "Upload": "Kies een bestand",
    "Drag and drop file here": "Sleep een bestand hierheen",
    "Drag and drop files here": "Sleep een bestand hierheen",
    "Drag and drop a file here": "Sleep een bestand hierheen",
    "Selectbox options": "Keuzes",
    "Multiselect options": "Keuzes",
    "Selected values": "Gekozen",
    "Select all": "Alles kiezen",
    "Add an option": "Voeg iets toe",
    "Add options": "Voeg iets toe",
    "Choose options": "Maak een keuze",
    "Choose or add an option": "Kies of voeg iets toe",
    "Choose or add options": "Kies of voeg iets toe",
    "Upload files": "Kies een bestand",
    "Upload file": "Kies een bestand",
    "Drag and drop directories here": "Sleep een map hierheen",
    "Upload directories": "Kies een map",
    "Upload directory": "Kies een map",
    "Invalid input.": "Dit past hier niet.",
    "Invalid value.": "Dit past hier niet.",
    "Loading...": "Bezig ...",
    "Please wait...": "Een ogenblik ...",
    "Try again": "Probeer het opnieuw",
    "Rerun": "Laad opnieuw",
    "Print": "Afdrukken",
    "Cancel": "Annuleren",
    "Error": "Fout",
    "Script execution error": "Er ging iets mis. Laad de pagina opnieuw.",
    "Bad message format": "Er kwam iets verkeerd binnen. Laad de pagina opnieuw.",
    "Network error": "Geen verbinding. Probeer het opnieuw.",
    "Reconnected to server.": "Er is weer verbinding.",
    "Link to heading": "Link naar deze kop",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "De verbinding is weg. Wacht tot die terug is, en probeer het dan opnieuw.",
    "Connection timed out.": "Geen antwoord van de zelfscan. We proberen het opnieuw.",
    "Failed to generate file for download":
      "Dit bestand kon niet worden gemaakt. Misschien is het nu te druk. Probeer het over een paar minuten opnieuw.",
    "Download failed": "Het downloaden is niet gelukt. Probeer het opnieuw.",
    "Deferred download not properly configured": "Het downloaden is niet gelukt. Laad de pagina opnieuw.",
    "Error uploading file": "Het bestand is niet goed aangekomen. Probeer het opnieuw.",
    "Error deleting file": "Het bestand kon niet worden weggehaald. Laad de pagina opnieuw.",
    "Remove file": "Verwijder bestand",
    "Cancel upload": "Stop met uploaden",
    "Uploading...": "Bezig met uploaden ...",
    "No results": "Niets gevonden",
    "No options to select": "Niets om uit te kiezen",
    "No options to select.": "Niets om uit te kiezen.",
    "Choose an option": "Maak een keuze",
    "Clear value": "Keuze wissen",
    "Clear all": "Alles wissen",
    "Clear entry": "Invoer wissen",
    "Decrement": "Minder",
    "Increment": "Meer",
    "file upload": "Kies een bestand",
    "Add files": "Ander bestand kiezen",
    "Click to retry upload": "Klik om het opnieuw te proberen",
    "Error:": "Fout:",
    "File size is too small.": "Dit bestand is te klein.",
    "Only one file is allowed.": "Kies één bestand.",
    "Upload failed": "Het bestand is niet goed aangekomen. Probeer het opnieuw.",
    "Request timed out": "Dit duurt te lang. Probeer het opnieuw.",
    "Connection closed": "De verbinding is weg. Wacht tot die terug is, en probeer het dan opnieuw.",
    "Unexpected error. Please try again.": "Er ging iets mis. Probeer het opnieuw.",
    "Show help": "Toon uitleg",
    "Help": "Uitleg",
    "Dismiss": "Sluiten",
    "open": "openen",
    "Open": "Openen",
    "Invalid Date": "Ongeldige datum",
    "Required": "Verplicht",
    "Notifications": "Meldingen",
    "Network issue": "Niet alles kwam goed binnen",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "De pagina die u zoekt, bestaat niet. U ziet nu de start.",
  }));
  const PATTERNS = [
    [/^Callable execution failed.*$/s, "Het rapport kon niet worden gemaakt. Uw antwoorden zijn bewaard. Probeer het later opnieuw."],
    [/^Connection failed with status.*$/s, "Geen verbinding met de zelfscan. We proberen het opnieuw."],
    [/^Attempting to connect to .*$/s, "Verbinding maken ..."],
    [/^Add: (.*)$/s, "Gebruik: $1"],
    [/^Add (.*)$/s, "Gebruik $1"],
    [/^Help for (.*)$/s, "Uitleg bij $1"],
    [/^Remove (.*)$/s, "Verwijder $1"],
    [/^Cancel upload of (.*)$/s, "Stop met uploaden van $1"],
    [/^You have requested page .*$/s, "De pagina die u zoekt, bestaat niet. U ziet nu de start."],
    [/^Cannot load Streamlit frontend code\..*$/s, "Een deel van deze pagina kwam niet binnen."],
    [/^To fix this, simply reload this app by pressing$/, "Laad de pagina opnieuw met"],
    [/^If the error persists, try .*$/s, "Lukt het dan nog niet? Maak de tijdelijke bestanden van uw browser leeg. Engelse uitleg staat"],
    [/^Request failed with status code .*$/s, "Het bestand is niet goed aangekomen. Probeer het opnieuw."],
    [/^Fullscreen: (.*)$/s, "Volledig scherm: $1"],
    [/^Selected (.*)\. (.*)$/s, "Gekozen: $1. $2"],
    [/^Press (?:Ctrl|⌘)\+Enter to apply$/, "Wordt vanzelf opgeslagen"],
    [/^Press Enter to apply$/, "Wordt opgeslagen als u het veld verlaat"],
    [/^Limit ([\d.]+) ?(\w+) per file(.*)$/s, "Hooguit $1 $2$3"],
    [/^(.*, )?(\d+)\.(\d)(B|KB|MB)$/s, "$1$2,$3 $4"],
    [/^\w+ icon$/, "Pictogram"],
    [/^([\d.]+) ?(KB|MB|GB) per file(.*)$/s, "Hooguit $1 $2$3"],
    [/^File must be ([\d.]+) ?(\w+) or smaller\.?$/, "Dit bestand is te groot. Het mag hooguit $1 $2 zijn. Kies een ander bestand."],
    [/^(.*) files are not allowed\.?$/, "Dit soort bestand ($1) past niet. Kies een metingbestand."],
    [/^File is (?:larger|smaller) than .*$/s, "Dit bestand is te groot of te klein. Kies een ander bestand."],
    // A list that opens speaks for itself; these words come from a part that has no Dutch of its own here.
    [/^1 option available\.?$/, "1 keuze"],
    [/^(\d+) options available\.?$/, "$1 keuzes"],
    [/^(.*), selected$/s, "$1, gekozen"],
    [/^Select (\d+) match(?:es)?$/, "Kies alle $1"],
    [/^Error: (.*)$/s, "Fout: $1"],
    [/^Shortcut (.*)$/s, "Sneltoets $1"],
    [/^Press (?:Ctrl|⌘)\+Enter to .*$/, "Wordt vanzelf opgeslagen"],
    [/^Press Enter to .*$/, "Wordt opgeslagen als u het veld verlaat"],
    [/^AxiosError: .*$/s, "Het bestand is niet goed aangekomen. Probeer het opnieuw."],
  ];
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];

  const dutch = (text) => {
    const key = text.trim();
    if (!key) return null;
    if (WORDS.has(key)) return WORDS.get(key);
    for (const [pattern, words] of PATTERNS) if (pattern.test(key)) return key.replace(pattern, words);
    return null;
  };
  const translateText = (node) => {
    const words = dutch(node.data);
    if (words !== null && words !== node.data) node.data = words;
  };
  const translateAttributes = (element) => {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      const words = value && dutch(value);
      if (words && words !== value) element.setAttribute(name, words);
    }
  };
  const translate = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return translateText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    translateAttributes(node);
    for (const element of node.querySelectorAll("[aria-label],[title],[placeholder],[alt]")) translateAttributes(element);
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) translateText(texts.currentNode);
  };

  const start = () => {
    translate(document.body);
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === "characterData") translateText(change.target);
        else if (change.type === "attributes") translateAttributes(change.target);
        else change.addedNodes.forEach(translate);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
  };
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
