"""Streamlit's own words and ours: bundle, then the exact piece of its script, then the same piece.

A piece is a literal with its quotes, and with a neighbour where the word alone could also be a
name in the program. `\\u{...}` stays as it is written in the bundle.
"""

WORDS: dict[str, dict[str, str]] = {
    "InputInstructions": {
        "`submit form`:`apply`": "`het formulier te versturen`:`dit over te nemen`",
        "`Press ${r()?`⌘`:`Ctrl`}+Enter to ${e}`": "`Druk op ${r()?`⌘`:`Ctrl`}+Enter om ${e}`",
        "`Press Enter to ${e}`": "`Druk op Enter om ${e}`",
    },
    "utils": {
        "`Add options`": "`Voeg opties toe`",
        "`Add an option`": "`Voeg een optie toe`",
        "`No options to select`": "`Er valt niets te kiezen`",
        "`Choose or add options`": "`Kies of voeg toe`",
        "`Choose or add an option`": "`Kies of voeg toe`",
        "`Choose options`": "`Kies er één of meer`",
        "`Choose an option`": "`Maak een keuze`",
        "`File is larger than ${q(e)}`": "`Het bestand is groter dan ${q(e)}`",
        "`File is smaller than ${q(e)}`": "`Het bestand is kleiner dan ${q(e)}`",
        "`Too many files`": "`Te veel bestanden`",
        "`File type must be ${t.length>1?`one of ${t.join(`, `)}`:t[0]}`": (
            "`Dit soort bestand kan hier niet; wel: ${t.join(`, `)}`"
        ),
        "`Click to retry upload`": "`Klik om het opnieuw te proberen`",
        "`Error: `": "`Fout: `",
        ":`Remove ${e.name}`": ":`Verwijder ${e.name}`",
    },
    "Multiselect": {
        "`No results`": "`Niets gevonden`",
        "`option`:`options`": "`keuze`:`keuzes`",
        "`You can only select up to ${t.maxSelections} ${e}. Remove an option first.`": (
            "`Je kunt ten hoogste ${t.maxSelections} ${e} maken. Haal er eerst een weg.`"
        ),
        "`Select ${p.length} matches`": "`Kies deze ${p.length}`",
        "`Select all`": "`Kies alles`",
        "`Clear all`": "`Wis alles`",
        '"aria-label":`Open`': '"aria-label":`Openen`',
        "`Remove ${e}`": "`Verwijder ${e}`",
        "`Selected values`": "`Gekozen`",
        "`Add: ${n}`": "`Voeg toe: ${n}`",
    },
    "Selectbox": {
        "`No results`": "`Niets gevonden`",
        "`Clear value`": "`Wissen`",
        '"aria-label":`Open`': '"aria-label":`Openen`',
        "`Selectbox options`": "`Keuzes`",
        "`Add: ${M}`": "`Voeg toe: ${M}`",
    },
    "Radio": {"`No options to select.`": "`Er valt niets te kiezen.`"},
    "TextInput": {
        "`Hide password`:`Show password`": "`Verberg wachtwoord`:`Toon wachtwoord`",
        "`Clear entry`": "`Wissen`",
    },
    "NumberInput": {
        "`Clear value`": "`Wissen`",
        "`Decrement`": "`Eén minder`",
        "`Increment`": "`Eén meer`",
    },
    "DateInput": {
        "`Choose date range`": "`Kies een periode`",
        "`Choose date`": "`Kies een datum`",
        "`Clear dates`": "`Wis de periode`",
        "`Clear date`": "`Wis de datum`",
        "`Quick select a date range`": "`Kies snel een periode`",
        "`Date range`": "`Periode`",
        "`Use arrow keys to navigate dates. Enter to select. Escape to close.`": (
            "`Kies met de pijltjes een dag, Enter neemt hem over, Escape sluit.`"
        ),
    },
    "ReorderedSegments": {
        "`Next month`": "`Volgende maand`",
        "`Previous month`": "`Vorige maand`",
        "`Past Week`": "`Afgelopen week`",
        "`Past Month`": "`Afgelopen maand`",
        "`Past 3 Months`": "`Afgelopen 3 maanden`",
        "`Past 6 Months`": "`Afgelopen 6 maanden`",
        "`Past Year`": "`Afgelopen jaar`",
        "`Past 2 Years`": "`Afgelopen 2 jaar`",
    },
    "TimeInput": {"`Clear time`": "`Wis de tijd`"},
    "FileUploader": {
        "`Drag and drop files here`:`Drag and drop a file here`": (
            "`Sleep bestanden hierheen`:`Sleep een bestand hierheen`"
        ),
        "`${T(t,D.Byte,0)} per file`": "`ten hoogste ${T(t,D.Byte,0)} per bestand`",
        "`Upload directories`": "`Kies mappen`",
        ":`Upload`": ":`Kies een bestand`",
        "`Add files`": "`Voeg bestanden toe`",
    },
    "DownloadButton": {
        "e instanceof Error?e.message:`Download failed`": (
            "`Downloaden is niet gelukt. Laad de pagina opnieuw en probeer het nog eens.`"
        ),
        "`Deferred download not properly configured`": "`Downloaden kan nu niet`",
    },
    "Toolbar": {
        "`Close fullscreen`": "`Sluit het volle scherm`",
        "label:`Fullscreen`": "label:`Volledig scherm`",
    },
    "useCopyToClipboard": {"`Copied`:`Copy to clipboard`": "`Gekopieerd`:`Kopieer`"},
    "Pagination": {
        "`Next page`": "`Volgende bladzijde`",
        "`Previous page`": "`Vorige bladzijde`",
        "`Page ${e.page}`": "`Bladzijde ${e.page}`",
        "`Pagination`": "`Bladzijden`",
    },
    "StreamlitMarkdown": {
        "`Help`:`Help for ${t": "`Uitleg`:`Uitleg bij ${t",
        "`Link to heading`": "`Link naar deze kop`",
        "`Cannot load Streamlit frontend code. This can happen when you update Streamlit while a "
        "Streamlit app is running.`": (
            "`Dit deel van het scherm kon niet laden. Dat gebeurt als het programma net is "
            "vernieuwd; laad de pagina opnieuw.`"
        ),
    },
    "DataFrame": {
        "label:`Search`": "label:`Zoeken`",
        "`Close Search`": "`Sluit zoeken`",
        "`Next Result`": "`Volgende`",
        "`Previous Result`": "`Vorige`",
        "label:`Download as CSV`": "label:`Download als CSV`",
        "label:`Show/hide columns`": "label:`Kolommen tonen of verbergen`",
        "label:`Clear selection`": "label:`Wis de keuze`",
        "label:`Select all`": "label:`Kies alles`",
        "label:`Add row`": "label:`Voeg een rij toe`",
        "label:`Delete row(s)`": "label:`Verwijder rijen`",
        "`Dataframe column menu`": "`Menu van deze kolom`",
        'title:`Copy column name`,"aria-label":`Copy column name`': (
            'title:`Kopieer de naam van de kolom`,"aria-label":`Kopieer de naam van de kolom`'
        ),
        "return`No options`": "return`Niets gevonden`",
    },
    "index": {
        # An icon of a page as icon of the browser's tab would be fetched from another host.
        "`https://fonts.gstatic.com/s/i/short-term/release/materialsymbolsrounded/${t[2]}"
        "/default/24px.svg`": "`/mark.svg`",
        "`Connecting`": "`Verbinding maken`",
        "`Connecting to Streamlit server`": "`Verbinding maken met de server`",
        "`Unable to connect to Streamlit server`": "`Geen verbinding met de server`",
        "`Running...`": "`Bezig …`",
        "`Stopping...`:`Stop`": "`Stopt …`:`Stop`",
        "key:`rerun`,label:`Rerun`": "key:`rerun`,label:`Opnieuw laden`",
        "key:`print`,label:`Print`": "key:`print`,label:`Afdrukken`",
        'lu,{"aria-label":`Close`': 'lu,{"aria-label":`Sluiten`',
        '"data-testid":`stMainMenuList`,"aria-label":`Main menu`': (
            '"data-testid":`stMainMenuList`,"aria-label":`Menu`'
        ),
        '"data-testid":`stMainMenuButton`,"aria-label":`Main menu`': (
            '"data-testid":`stMainMenuButton`,"aria-label":`Menu`'
        ),
        '"aria-label":`App pages`,"data-testid":`stTopNav`': (
            '"aria-label":`Schermen`,"data-testid":`stTopNav`'
        ),
        '"aria-label":`App pages`,"data-testid":`stSidebarNav`': (
            '"aria-label":`Schermen`,"data-testid":`stSidebarNav`'
        ),
        "`Skip to main content`": "`Naar de inhoud`",
        "`${i.flat().length} more`": "`Nog ${i.flat().length}`",
        "`View less`:`View ${x-m} more`": "`Toon minder`:`Toon nog ${x-m}`",
        "`Connection error`": "`Geen verbinding`",
        # No word: the dialog with that title waits while somebody types on without a server, or has
        # words that are not kept. It takes the cursor away, and the line of the form says the same
        # (draft.js).
        "this.state.connectionErrorDismissed||this.showError(": (
            "this.state.connectionErrorDismissed||globalThis.isTypedInOffline?.()||this.showError("
        ),
        "`Page not found`": "`Deze pagina is er niet`",
        "`The page that you have requested does not seem to exist`": (
            "`De pagina die je zocht bestaat niet`"
        ),
        "`${t}. Running the app's main page.`": "`${t}. Je ziet nu de eerste pagina.`",
        "`Connection timed out.`": "`De server antwoordt niet. We blijven het proberen.`",
        "`Cannot connect to Streamlit (HTTP status: 403).\n\nIf you are trying to access a "
        "Streamlit app running on another server, this could be due to the app's "
        "[CORS](${rD}) settings.`": (
            "`De server liet dit scherm niet toe. Laad de pagina opnieuw en meld je zo nodig weer "
            "aan. Lukt het dan niet? Vertel het aan de beheerder ([technische uitleg](${rD})).`"
        ),
        "`Connection failed with status ${r}${s?`, and response:`:`.`}`": (
            "`De verbinding is niet gelukt (${r})${s?`:`:`.`}`"
        ),
        "`Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in "
        "your terminal:`,codeBlock:`streamlit run yourscript.py`": (
            "`De server antwoordt niet; we blijven het proberen. Laat deze pagina open staan. "
            "Duurt het lang? Vertel het aan de beheerder.`,codeBlock:``"
        ),
        "`Streamlit server is not responding. Are you connected to the internet?`": (
            "`De server antwoordt niet. Heb je verbinding met het netwerk? We blijven het "
            "proberen; laat deze pagina open staan.`"
        ),
        "`Notifications`": "`Meldingen`",
        "`Expand sidebar`": "`Open de zijbalk`",
        "`Collapse sidebar`": "`Sluit de zijbalk`",
        "`Navigate to home page`": "`Naar de eerste pagina`",
        "`Scroll tabs left`": "`Tabbladen naar links`",
        "`Scroll tabs right`": "`Tabbladen naar rechts`",
        "`Bad message format`": "`Het bericht van de server was niet leesbaar`",
        "`view less`:`view more`": "`toon minder`:`toon meer`",
        "children:`Script execution error`": "children:`Er ging iets mis`",
    },
}
