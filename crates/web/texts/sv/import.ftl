# Läsa in lösningar från en fil, se vad som händer, spara och ångra.

import-heading = Läs in lösningar
import-lead = Läs in en fil med lösningar. Du får först se hur den förstods och precis vad som ändras. Inget sparas innan du säger till, och en hel inläsning går att ångra.
import-choose-file = Välj en fil
import-file = Fil
import-file-help = CSV, kalkylblad (XLSX), JSON eller publiccode.yml, högst { $count } MB. Lösningar som hämtats härifrån känns igen.
import-send = Skicka filen
import-no-file = Välj en fil först.
import-empty-file = Filen är tom. Välj en annan.
import-too-large = Filen är större än { $count } MB. Dela upp den, eller be den som sköter driften att läsa in den.
import-cut-off = Filen kom inte fram hel. Försök igen.
import-discarded = Filen är kastad. Inget lästes in.
import-earlier = Tidigare inläsningar
import-no-runs = Ingen har läst in något ännu.
import-column-when = När
import-column-files = Fil
import-column-who = Vem
import-column-created = Nya lösningar
import-column-changed = Ändrade lösningar
import-column-state = Läge
import-column-entry = Lösning
import-column-number = Nummer
import-column-row = Rad
import-column-what = Vad som ändras
import-column-column = Kolumn
import-column-value = Värde
import-column-message = Vad det är och vad du gör
import-column-word = Ord i filen
import-column-field = Fält
import-column-rows = Rader
import-column-undone = Vad som ångras
import-column-kept = Ändrat av andra sedan dess
import-saved = Inläst
import-undone-on = Ångrad { $day }
import-by-operator = Den som sköter driften

import-under-way = Filen gås igenom
import-under-way-lead = Stora filer tar en stund. Du kan lämna sidan och komma tillbaka.
import-progress = Så långt har det kommit
import-checking = Raderna läses
import-going-through = Raderna jämförs med katalogen
import-so-far = { $step }: { $percent } %
import-look-again = Se efter igen

import-preview = Granska innan det sparas
import-preview-lead = Inget är sparat ännu.
import-unreadable-lead = Filen går inte att läsa in som den är.
import-next = Vad vill du göra?
import-save = { $count ->
    [one] Spara en lösning
   *[other] Spara { $count } lösningar
}
import-discard = Kasta filen
import-may-be-undone = Hela inläsningen går att ångra efteråt.
import-nothing-to-do = Filen säger inget som katalogen inte redan vet.
import-stopped-by-rows = { $count ->
    [one] En rad går inte att använda, och då sparas inget. Rätta filen och skicka den igen, eller välj längre ner att raden ska hoppas över.
   *[other] { $count } rader går inte att använda, och då sparas inget. Rätta filen och skicka den igen, eller välj längre ner att raderna ska hoppas över.
}
import-changed-meanwhile = Någon har ändrat i katalogen sedan du granskade filen, så inget sparades. Det här är vad som händer nu.
import-rows-refused = Några rader går inte att använda, så inget sparades. De står nedan.
import-broke-off = Det gick inte att läsa in filen just nu. Inget sparades. Försök igen om en stund.
import-what-happens = Det här händer
import-rows = Rader i filen
import-unchanged = Redan som i filen
import-superseded = Rader som en senare rad ersätter
import-refused = Rader som inte går att använda
import-changes = Vad som ändras
import-no-changes = Inget ändras.
import-is-new = Ny
import-change = { $field }: { $before } → { $after }
import-nothing = (inget)
import-somebody-else = en annan
import-changes-more = { $count ->
    [one] och ett fält till
   *[other] och { $count } fält till
}
import-changes-csv = { $count ->
    [one] Hämta ändringen som CSV
   *[other] Hämta alla { $count } som CSV
}
import-first-of = De { $count } första visas här.
import-problems = { $count ->
    [one] En rad som inte går att använda
   *[other] { $count } rader som inte går att använda
}
import-problems-note = Så länge de är kvar sparas ingenting, om du inte väljer att hoppa över dem.
import-problems-table = Rader som inte går att använda
import-findings-csv = Hämta radrapporten som CSV
import-remarks = { $count ->
    [one] En sak att känna till
   *[other] { $count } saker att känna till
}
import-remarks-table = Saker att känna till
import-unknown = Ord som inte känns igen
import-unknown-note = De sparas som de står, tills någon säger vad de betyder. De hindrar ingenting.
import-how-read = Så lästes filen
import-layout = Slag
import-sheet = Blad
import-encoding = Teckenkodning
import-unreadable-places = { $count ->
    [one] Ett tecken går inte att läsa.
   *[other] { $count } tecken går inte att läsa.
}
import-not-publiccode = Filen går inte att läsa som publiccode.yml, eller säger inte vad programmet heter. Rätta den och skicka den igen.
import-read-failed = { $file } gick inte att läsa. Försök igen.
import-no-name-column = Ingen kolumn ser ut att innehålla namnet. Välj nedan vilken det är.
import-columns = Vad kolumnerna betyder
import-columns-note = Ändra det som inte stämmer. Under varje kolumn står vad som finns i de första raderna.
import-left-out = Används inte
import-empty-column = Tom i de första raderna
import-sharing = Vem som får se nya lösningar
import-sharing-help = Gäller rader som inte säger något själva. Det som delas kan bli allmän handling hos den som tar del av det.
import-source = Källans namn
import-source-help = Behövs bara om ni läser in från flera källor som använder samma id-nummer.
import-skip = Hoppa över rader som inte går att använda
import-skip-help = De andra raderna sparas.
import-choose = Ändra och granska igen

import-problem-not-yours = Lösningen hålls av någon annan än er. Ta bort raden, eller be dem ändra.
import-problem-identity-number = Det står ett personnummer här, och lösningen skulle synas utanför er organisation. Ta bort numret.
import-remark-identity-number = Det står ett personnummer här. Ta bort det om det inte måste stå kvar.
import-remark-secret = Det ser ut som ett lösenord eller en nyckel. Ta bort det, och byt det om det är riktigt.
import-remark-individual = Det läser som om det handlar om en viss person. Skriv om det om det gör det.
import-remark-usage-of-others = Vad andra organisationer använder är utelämnat. Det säger de själva.
import-remark-usage-rejected = Organisationen har avvisat att den använder lösningen, så den raden är utelämnad. Stämmer det nu säger organisationen det själv.

import-run-of = Inläsningen { $when }
import-run-facts = Vad den gjorde
import-entries = Lösningar
import-no-entries = Inläsningen ändrade ingen lösning.
import-told-saved = Inläsningen är sparad.
import-told-undone = Inläsningen är ångrad.
import-told-undone-kept = { $count ->
    [one] Inläsningen är ångrad, utom för en lösning som andra har ändrat eller använt sedan dess.
   *[other] Inläsningen är ångrad, utom för { $count } lösningar som andra har ändrat eller använt sedan dess.
}
import-is-undone = Ångrad
import-undone-by = { $who }, { $day }
import-undo = Ångra inläsningen
import-undo-heading = Ångra hela inläsningen?
import-undo-lead = Det som inläsningen ändrade och som ingen har rört sedan dess går tillbaka. Nya lösningar tas ur katalogen men finns kvar och går att lägga tillbaka.
import-undo-next = Vad vill du göra?
import-undo-not = Ångra inte
import-undo-happens = Det här händer
import-undo-withdrawn = Nya lösningar som tas ur katalogen
import-undo-restored = Lösningar som får tillbaka det de hade
import-undo-kept = Lösningar där något blir kvar
import-undo-untouched = Lösningar som redan är som förut
import-undo-conflicts = { $count ->
    [one] En lösning har ändrats eller använts av andra sedan dess. Det de gjort blir kvar.
   *[other] { $count } lösningar har ändrats eller använts av andra sedan dess. Det de gjort blir kvar.
}
import-undo-is-withdrawn = Tas ur katalogen
import-undo-is-kept = Blir kvar: andra har ändrat eller använt den
import-undo-nothing = Inget går tillbaka

solution-import = Läs in från fil
solution-withdrawn-on = Lösningen är tagen ur katalogen sedan { $day }. Den syns inte i listor, sökningar och matchningar.
solution-keep = Sköta posten
solution-withdraw = Ta ur katalogen
solution-withdraw-note = Lösningen försvinner ur listor, sökningar och matchningar. Sidan finns kvar, och det går att lägga tillbaka den.
solution-withdraw-reason = Varför
solution-restore = Lägg tillbaka i katalogen
solution-was-withdrawn = { $who } tog lösningen ur katalogen. Skäl: { $reason }
solution-was-restored = { $who } lade tillbaka lösningen i katalogen.
solution-import-was-undone = { $who } ångrade en inläsning och med den { $what }.
solution-field-usage = användningen
solution-field-withdrawn = att den är tagen ur katalogen
solution-field-reason = skälet
import-remark-raised = Fler kommer att läsa posten: { $before } blir { $after }.
import-remark-public-takes-two = Publikt kräver två personer och görs på postens sida. Nivån ändras inte av filen.
import-raises = { $count ->
    [one] En post kommer att läsas av fler än nu
   *[other] { $count } poster kommer att läsas av fler än nu
}
import-raises-note = Filen höjer delningen. Se efter att det är meningen innan du läser in den. Det du delar kan bli allmän handling hos andra.
import-raises-table = Poster som läses av fler
import-raises-agree = { $count ->
    [one] Ja, låt fler läsa den posten
   *[other] Ja, låt fler läsa de { $count } posterna
}
import-raises-refused = Ingenting är inläst. Filen låter fler läsa poster än nu. Kryssa i att det är meningen, eller ta bort kolumnen för delning.
