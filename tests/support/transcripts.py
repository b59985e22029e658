"""What is typed at each command, right and wrong, with what is answered in Finnish, in Swedish and in English."""

from collections.abc import Mapping

SOURCE = ("--source", "tiedot.yaml")
POSTERS = ("build", *SOURCE, "--only", "posters", "--jobs", "1")
# What is typed, the exit status, and lines or beginnings of lines of the answer, "…" for what differs from run to run.
ASKED: Mapping[str, tuple[tuple[str, ...], int, Mapping[str, str]]] = {
    "check": (
        ("check", "tiedot.yaml"),
        0,
        {
            "fi": "tiedot.yaml: 2 tehtävää 2 yksikössä; ei kysymyksiä, ei virheitä.",
            "sv": "tiedot.yaml: 2 uppgifter i 2 enheter; inga frågor, inga fel.",
            "en": "tiedot.yaml: 2 duties in 2 units; no questions, no errors.",
        },
    ),
    "check with one question": (
        ("check", "kysymys.yaml"),
        0,
        {
            "fi": "kysymys.yaml: 1 tehtävä 1 yksikössä; 1 kysymys, ei virheitä.",
            "sv": "kysymys.yaml: 1 uppgift i 1 enhet; 1 fråga, inga fel.",
            "en": "kysymys.yaml: 1 duty in 1 unit; 1 question, no errors.",
        },
    ),
    "check with one answer": (
        ("check", "vastaus.yaml", "--strict"),
        0,
        {
            "fi": "vastaus.yaml: 1 tehtävä 1 yksikössä; ei kysymyksiä, 1 vastattu, ei virheitä.",
            "sv": "vastaus.yaml: 1 uppgift i 1 enhet; inga frågor, 1 besvarad, inga fel.",
            "en": "vastaus.yaml: 1 duty in 1 unit; no questions, 1 answered, no errors.",
        },
    ),
    "one problem": (
        ("check", "rikki.yaml"),
        1,
        {
            "fi": " yksikköä tai roolia ”eevva” ei ole; tarkoititko ”eeva”?\n1 virhe; mitään ei muutettu.",
            "sv": " det finns ingen enhet eller roll ”eevva”; menade du ”eeva”?\n1 fel; ingenting ändrades.",
            "en": " there is no unit or role “eevva”; did you mean “eeva”?\n1 problem; nothing was changed.",
        },
    ),
    "a file that is not there": (
        ("check", "puuttuu.yaml"),
        1,
        {
            "fi": "puuttuu.yaml: tiedostoa ei ole; anna olemassa oleva datatiedosto valinnalla --source.",
            "sv": "puuttuu.yaml: filen finns inte; ange en datafil som finns med --source.",
            "en": "puuttuu.yaml: there is no such file; name an existing data file with --source.",
        },
    ),
    "build": (
        (*POSTERS, "--output", "build"),
        0,
        {"fi": "build: 2 tehty; painos 1, ", "sv": "build: 2 gjorda; utgåva 1, ", "en": "build: 2 made; edition 1, "},
    ),
    "no such unit": (
        (*POSTERS, "--unit", "yks"),
        2,
        {
            "fi": "--unit yks: sellaista yksikköä, jolla on tehtäviä, ei ole; ",
            "sv": "--unit yks: det finns ingen sådan enhet med uppgifter; ",
            "en": "--unit yks: there is no unit with duties of that id; ",
        },
    ),
    "no such kind": (
        ("build", *SOURCE, "--only", "postit"),
        2,
        {
            "fi": "--only postit: anna yksi tai useampi näistä pilkuin erotettuna: workbook, ",
            "sv": "--only postit: ange en eller flera av dessa med komman emellan: workbook, ",
            "en": "--only postit: name one or more of workbook, ",
        },
    ),
    "no such paper": (
        ("build", *SOURCE, "--paper", "A9"),
        2,
        {
            "fi": ": virhe: --paper: 'A9' ei käy; ",
            "sv": ": fel: --paper: 'A9' går inte; ",
            "en": "invalid choice: 'A9'",
        },
    ),
    "page numbers left to Word": (
        ("build", *SOURCE, "--only", "handbook", "--no-page-numbers", "--force"),
        0,
        {
            "fi": "eikä siitä ole PDF:ää: sivunumerot jätettiin Wordille, joka laskee ne, kun ",
            "sv": "och den finns inte som PDF: sidnumren lämnades åt Word, som räknar dem när ",
            "en": "and there is no PDF of it, since page numbers are left to Word, which counts them ",
        },
    ),
    "watch without a preview": (
        ("watch", *SOURCE, "--port", "9"),
        2,
        {
            "fi": "--port 9: siinä ei ole mitään näytettävää; lisää --serve.",
            "sv": "--port 9: det finns inget att visa där; lägg till --serve.",
            "en": "--port 9: ",
        },
    ),
    "import": (
        ("import", "taulukko.xlsx", "-o", "tuotu.yaml"),
        0,
        {
            "fi": "tuotu.yaml on kirjoitettu: 2 tehtävää, 2 roolia.\ntuotu.map.yaml kertoo, miten kukin kohta",
            "sv": "tuotu.yaml har skrivits: 2 uppgifter, 2 roller.\ntuotu.map.yaml berättar hur varje del uppfattades.",
            "en": "tuotu.yaml has been written: 2 duties, 2 roles.\ntuotu.map.yaml tells what each part was taken as.",
        },
    ),
    "import that writes nothing": (
        ("import", "taulukko.xlsx", "--dry-run"),
        0,
        {
            "fi": "2 tehtävää, 2 roolia, 1 ryhmä. Luettu 10, käytetty 10, jätetty pois 0.\nKirjaimet: R 2, A 2.",
            "sv": "2 uppgifter, 2 roller, 1 grupp. Läst 10, använt 10, utelämnat 0.\nBokstäver: R 2, A 2.",
            "en": "2 duties, 2 roles, 1 group. Read 10, used 10, left out 0.\nLetters: R 2, A 2.",
        },
    ),
    "diff": (
        ("diff", "tiedot.yaml", "toinen.yaml"),
        0,
        {
            "fi": "Y-1, teksti: Teemme [lisätty: paljon] työtä.",
            "sv": "Y-1, text: Teemme [tillagt: paljon] työtä.",
            "en": "Y-1, text: Teemme [added: paljon] työtä.",
        },
    ),
    "nothing to compare with": (
        ("diff", *SOURCE),
        2,
        {
            "fi": "Kansiossa editions ei ole aiempaa painosta",
            "sv": "Det finns ingen tidigare utgåva i editions",
            "en": "editions",
        },
    ),
    "review": (
        ("review", "kirja.xlsx", *SOURCE),
        0,
        {"fi": "3 ehdotusta avoinna.", "sv": "3 förslag är öppna.", "en": "3 proposals are open."},
    ),
    "review that takes and refuses": (
        ("review", "kirja.xlsx", *SOURCE, "--accept", "1", "--reject", "2", "--reason", "Ei nyt", "--reply", "v.xlsx"),
        0,
        {
            "fi": "tiedot.yaml: 1 ehdotus on viety vastuumatriisiin. Entinen tiedosto on tiedot.yaml.before.",
            "sv": "tiedot.yaml: 1 förslag har förts in i ansvarsmatrisen. Den tidigare filen är tiedot.yaml.before.",
            "en": "tiedot.yaml: 1 proposal has been put into the matrix. The file as it was is tiedot.yaml.before.",
        },
    ),
    "review of what is no workbook of ours": (
        ("review", "taulukko.xlsx", *SOURCE),
        1,
        {
            "fi": "Tiedostossa taulukko.xlsx ei ole taulukkoa, jonka sarakkeet voisi tunnistaa",
            "sv": "taulukko.xlsx har inget blad vars kolumner känns igen",
            "en": "taulukko.xlsx has no sheet whose columns can be told",
        },
    ),
    "release": (
        ("release", *SOURCE),
        0,
        {
            "fi": "Painos 1 on jäädytetty: editions/1.yaml.",
            "sv": "Utgåvan 1 är fryst: editions/1.yaml.",
            "en": "editions/1.yaml",
        },
    ),
    "release with a name that is none": (
        ("release", *SOURCE, "--next", "a\u202eb"),
        2,
        {
            "fi": "Merkki U+202E (näkymätön merkki) ei kuulu painoksen nimeen; ",
            "sv": "Tecknet U+202E (osynligt tecken) hör inte hemma i ",
            "en": "U+202E RIGHT-TO-LEFT OVERRIDE",
        },
    ),
    "verify": (
        ("verify", "kirja.xlsx", "kuva.pdf", "0000-0000", *SOURCE),
        1,
        {
            "fi": "kuva.pdf: tuntematon. Tiedosto ei ole PDF, työkirja, Word-asiakirja eikä verkkosivu: tämä on",
            "sv": "kuva.pdf: okänt. Filen är varken en PDF, en arbetsbok, ett Word-dokument eller en webbsida: ",
            "en": "kuva.pdf: unknown. The file is no PDF, no workbook, no Word document and no web page: this is",
        },
    ),
    "new": (
        ("new", "uusi", "--language", "fi", "--organisation", "Esimerkkilä", "--title", "Matriisi", "--units", "A, B"),
        0,
        {
            "fi": "uusi on valmis. Matriisi kirjoitetaan tiedostoon uusi/source/vastuumatriisi.yaml.",
            "sv": "uusi är klar. Matrisen skrivs i uusi/source/vastuumatriisi.yaml.",
            "en": "uusi/source/vastuumatriisi.yaml",
        },
    ),
    "new where something is": (
        ("new", "."),
        1,
        {
            "fi": " on jo olemassa eikä ole tyhjä; anna uusi kansio.",
            "sv": " finns redan och är inte tom; ",
            "en": "is there",
        },
    ),
    "schema": (
        ("schema", "-o", "schema.json"),
        0,
        {
            "fi": "schema.json on kirjoitettu. Kun datatiedoston ensimmäinen rivi on ”# yaml-language-server: ",
            "sv": "schema.json är skriven. Med ”# yaml-language-server: $schema=…” på datafilens första rad",
            "en": "schema.json is written.",
        },
    ),
    "doctor": (
        ("doctor",),
        0,
        {
            "fi": "Asiakirjat voi tehdä tällä koneella.",
            "sv": "Dokumenten kan göras på den här datorn.",
            "en": "A build is possible here.",
        },
    ),
    "doctor with details": (
        ("doctor", "-v"),
        0,
        {"fi": "kunnossa   järjestelmäkirjasto Pango\n", "sv": "i ordning  systembiblioteket Pango\n", "en": "ok  "},
    ),
    "no such command": (
        ("chek",),
        2,
        {
            "fi": "chek: sellaista komentoa ei ole; tarkoititko ”check”?",
            "sv": "chek: det finns inget sådant kommando; menade du ”check”?",
            "en": "chek: ",
        },
    ),
    "no such option": (
        ("doctor", "--x"),
        2,
        {"fi": ": virhe: tuntematon valinta: --x", "sv": ": fel: okänt val: --x", "en": "unrecognized arguments: --x"},
    ),
    "nothing to import": (
        ("import",),
        2,
        {"fi": ": virhe: anna myös: TIEDOSTO", "sv": ": fel: ange även: FIL", "en": "are required: FILE"},
    ),
}
