"""Words by which people label a matrix, in the languages of Europe: parts of words, in small letters.

They only tip the balance: where they say nothing, the shape of a table decides.
"""

import re
from collections.abc import Mapping
from functools import cache

# What a letter of a legend counts as, by its name or, failing that, by its meaning.
COUNTS_AS: Mapping[str, str] = {
    "none": r"not (involved|applicable|participat|concerned)|no (role|involvement|participa)"
    r"|out of (the )?loop|omitted"
    r"|uninvolved|ei (osallistu|mukana|koske|roolia)|(inte|ej) (involver|delta|berör|relevant)"
    r"|nicht (beteiligt|involv"
    r"|relevant|betroffen)|keine (beteil|rolle)|unbeteiligt|не (участв|задейств)|non (impliqué|concerné|coinvolt)"
    r"|no (participa|involucrad|aplica)|\bn/?a\b|\bnone\b",
    "accountable": r"accountab|approv|decision.?mak|decides|\bowns?\b|owner|sign.?off|authori[sz]|\bvastaa"
    r"|vastaava|omista"
    r"|päättä|hyväksy|\bansvarig|ägare|beslut|godkän|rechenschaft|genehmig|entscheid|gesamtverantw|ergebnisverantw"
    r"|freigabe|kostenverantw|подотч[её]тн|утвержда|принимает решени|отвечает за|aproba|aprueba"
    r"|rinde cuentas|autoridad"
    r"|decide|approuv|approb|autorité|rend compte|redevable|approva|rendicont|zatwierdza"
    r"|odpowiedzialny za wynik|eindverantw"
    r"|kinnita|ansvarlig|prestador de contas|autoriza",
    "responsible": r"responsib|perform|execut|does the work|\bdoer|\bdrives|carries out|\bleads\b|produc"
    r"|toteut|suoritt|tekijä"
    r"|\btekee|vastuu|utför|genomför|durchführ|ausführ|umsetz|verantwort|zuständig|macht|исполн|ответствен"
    r"|выполня|delivers"
    r"|ejecut|realiza|encargad|responsab|réalis|exécut|esegu|wykonuj|odpowiedzial|uitvoer|verantwoordelijk"
    r"|teosta|vastuta",
    "support": r"support|assist|\bhelps?\b|contribut|participat|resource|tuke|avusta|auttaa|osallistu|stöd"
    r"|bistå|medverk|hjälp"
    r"|unterstütz|mitwirk|mitarbeit|beteilig|helfer|помога|поддерж|участ|содейств|apoyo|apoya|soporte"
    r"|colabora|particip"
    r"|soutien|assiste|support|collabora|wspiera|ondersteun|toeta",
    "consulted": r"consult|advis|review|verif|\binput\b|coordinat|konsult|kuulla|kuule|lausun|kysytä|neuvo"
    r"|rådfråg|samråd"
    r"|yttra|berat|befrag|anhör|abstimm|prüf|консульт|согласов|совет|провер|asesor|avis\b|conseil|parere"
    r"|doradz|advies|raadpleeg",
    "informed": r"inform|notif|\bkept\b.*picture|updates?\b|tiedo|tiedot|\bsaa tie|underrätt|får veta"
    r"|meddela|benachricht"
    r"|kenntnis|информ|уведом|осведом|enterad|notifica|\bcc\b|teavita",
}
# What a letter counts as where nothing explains it.
LETTERS: Mapping[str, str] = {
    "R": "responsible",
    "A": "accountable",
    "S": "support",
    "C": "consulted",
    "I": "informed",
    "D": "responsible",
    "P": "responsible",
    "E": "responsible",
    "L": "accountable",
    "V": "consulted",
    "Q": "consulted",
    "K": "consulted",
    "T": "support",
    "O": "none",
    "N": "none",
    "X": "responsible",
    "И": "responsible",
    "О": "accountable",
    "У": "support",
    "К": "consulted",
}
NEUTRAL = ("driver", "lead")  # names that say different things in different organisations: the meaning decides

HEADINGS: Mapping[str, str] = {
    "remark": r"note|comment|remark|reservation|huom|kommentt|lisätie|selite|perustelu|anm[äe]rk|kommentar"
    r"|bemerk|hinweis"
    r"|примеч|коммент|observa|comentari|nota|remarque|uwagi|opmerk|märkus|description|descripción|kuvaus"
    r"|beskrivning"
    r"|beschreibung|описание|details|tarkenne",
    "code": r"^(#|№|n[or]\.?|nr|num(ber|ero|mer)?|id|code|koodi|tunnus|tunniste|kod|ref(erence)?|wbs"
    r"|lfd\.? ?nr\.?|pos\.?|step no\.?|№ ?п/п"
    r"|item|numero|número|s\.? ?no\.?|sr\.? ?no\.?|kenn.*|beteckning|ärende.?nr|task (id|no\.?|#))$",
    "duty": r"task|activit|deliverab|dut(y|ies)|step|action|work ?(item|package|product)|responsibilit"
    r"|decision|tehtäv|toimenpide"
    r"|toimin(to|ta|not)|vastuut|työ\b|uppgift|aktivitet|åtgärd|arbetsmoment|moment\b|aufgabe|tätigkeit"
    r"|aktivität|leistung"
    r"|arbeitspaket|задач|действ|работ|взаимодейств|мероприят|tarea|actividad|entregable|activité|tâche"
    r"|livrable|attività"
    r"|compito|zadani|czynno|taak|activiteit|tegevus|ülesan|what|function|control|requirement|topic|subject"
    r"|asia\b|aihe\b",
    "group": r"phase|stage|area|categor|group|section|process|domain|stream|workstream|module|theme|epic"
    r"|vaihe|alue|ryhmä"
    r"|kategoria|prosessi|osa-?alue|osio|luokka|kokonaisuus|fas\b|område|grupp|avsnitt|kategori|bereich"
    r"|gruppe|prozess"
    r"|kategorie|thema|этап|фаза|группа|раздел|категор|процесс|fase|área|grupo|proceso|categor|étape"
    r"|domaine|etap|obszar"
    r"|gebied|proces|valdkond|level",
    "attribute": r"status|state|priorit|due|deadline|date|start|finish|\bend\b|duration|effort|hours|cost"
    r"|type|tila\b|määräaika"
    r"|päivä|kesto|aikataulu|tyyppi|datum|slut|klart|termin|frist|dauer|aufwand|статус|срок|приоритет|дата"
    r"|estado|fecha"
    r"|prioridad|plazo|échéance|statut|frequency|toistuvuus|tool|system|link|mandatory|version|progress|%"
    r"|risk|source",
    "total": r"^(total|sum|summa|yhteensä|count|gesamt|summe|antal|итого|всего|lkm|#\s*[a-z]|totaal|totale|suma)\b",
    "role": r"\brole|rooli|\broll(er)?\b|rolle|роль|\brol\b|ruolo|rôle|actor|toimija|aktör|akteur"
    r"|stakeholder|sidosryhmä|person"
    r"|henkilö|team member|function owner|who\b|kuka|vastuutaho|responsable|party|position|funktion"
    r"|исполнитель|участник|owner",
    "letter": r"raci|rasci|rasic|daci|letter|kirjain|involvement|responsibility (type|code|level)"
    r"|assignment|vastuu\b|ansvar\b|buchstabe"
    r"|bokstav|код|letra|type of resp",
}
# What people are called at work; a heading that has one of these is a role and no duty.
ROLES = (
    r"manager|director|officer|lead(er)?\b|head\b|team\b|owner|analyst|engineer|developer|architect|master"
    r"|member|admin|sponsor"
    r"|coordinator|specialist|consultant|supervisor|president|\bc[eftio]{1,2}o\b|\bceo\b|\bcio\b|\bcto\b"
    r"|\bciso\b|\bpmo?\b|designer|tester|user|customer|client|vendor|board|committee"
    r"|staff|operator|auditor|teacher|principal|department|office\b|support\b|service ?desk|\bhr\b|\bit\b"
    r"|päällik|johta|rehtor|ryhmä|tiimi"
    r"|asiantunt|koordinaat|henkilö|sihteer|opettaj|esimies|hallinto|yksik|palvelu|kunta|toimittaj|asiakas"
    r"|käyttäj|chef|ledare"
    r"|ansvarig|grupp|handlägg|nämnd|kontor|förvaltning|rektor|lärare|direktör|leit|abteilung|gruppe"
    r"|mitarbeit|vorstand|beauftragt"
    r"|entwickl|berater|kunde|lieferant|менеджер|директор|руковод|команд|аналит|разработ|отдел|специалист"
    r"|заказчик|инженер|jefe|director"
    r"|analista|programador|equipo|gerente|cliente|responsable|diseñador|encargado|coordinador|chef de"
    r"|équipe|directeur|responsabile"
    r"|kierownik|dyrektor|zespół|direktor|juht|spetsialist"
)
MARKED = frozenset({"x", "✓", "✔", "☑", "☒", "●", "•", "■", "▪", "◆", "√", "✗", "✘", "×", "х", "+", "★", "⬤", "○"})
NOT_INVOLVED = frozenset(
    {"-", "–", "—", "−", "n/a", "na", "n.a.", "n.a", "--", "---", "n / a", "none", "nil", "ei", ".", "☐", "□"}
)


@cache
def is_heading(kind: str, text: str) -> bool:
    """Tell whether a heading is one of a kind: "remark", "code", "duty", "group", "attribute", "total", "role"."""
    return re.search(HEADINGS[kind], " ".join(text.casefold().split())) is not None


@cache
def names_role(text: str) -> bool:
    """Tell whether a text names somebody by what people are called at work."""
    return re.search(ROLES, text.casefold()) is not None


@cache
def counted(text: str) -> str:
    """Return what the name or the meaning of a letter says that it counts as, "" where it says nothing."""
    flat = " ".join(text.casefold().split())
    found = (
        (match.start(), order, kind)
        for order, (kind, words) in enumerate(COUNTS_AS.items())
        if (match := re.search(words, flat))
    )
    return min(found, default=(0, 0, ""))[2]
