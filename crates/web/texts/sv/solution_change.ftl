# Lösningar som ändras: skriva, slå samman, dela upp, avveckla och ångra.

solution-new = Lägg till en lösning
solution-new-lead = Beskriv lösningen så att den som har behovet känner igen sig. Bara namnet måste fyllas i nu.
solution-edit = Ändra lösningen
solution-edit-lead = Byter du namn hittas lösningen också under det gamla namnet.
solution-edit-leave = Lämna utan att ändra
solution-edit-save = Spara lösningen
solution-conflict = { $who } har också ändrat lösningen
solution-name = Namn
solution-name-help = Det som lösningen kallas hos er. Inga personnamn.
solution-description = Beskrivning
solution-one-a-line = En på varje rad.
solution-areas-chosen = { $count ->
    [0] Verksamhetsområden, inget valt
    [one] Verksamhetsområden, 1 valt
   *[other] Verksamhetsområden, { $count } valda
}
solution-block-what = Vad det är
solution-block-where = Var den hör hemma
solution-class-help = Fyll i alla tre nivåerna, eller ingen.
solution-level-unknown = Ingen har sagt
solution-confidentiality = Konfidentialitet
solution-integrity = Riktighet
solution-availability = Tillgänglighet
solution-merge = Slå samman med en annan post
solution-split = Dela upp i två
solution-retire = Avveckla
solution-former = Hette tidigare { $names }
solution-retired-because = Skäl: { $reason }
solution-replaced-by = Ersätts av
solution-with-number = { $name } ({ $number })
solution-took-over = { $who } slog samman lösningen med { $other }, som gick upp i den här.
solution-went-up-in = { $who } lät lösningen gå upp i { $other }.
solution-was-split = { $who } delade upp lösningen. Den andra delen är { $other }.
solution-was-replaced = { $who } avvecklade lösningen. Den ersätts av { $other }. Skäl: { $reason }
solution-was-retired = { $who } avvecklade lösningen. Skäl: { $reason }
solution-was-taken-up = { $who } ångrade avvecklingen.
solution-was-unmerged = { $who } skilde lösningen från { $other } igen.
moved-solution = Två poster om samma lösning blev en, eller skildes åt. Det som sagts här följde med.

merge-here = Slå samman
merge-heading = Slå samman med { $name }
merge-choose-lead = Två poster om samma sak blir en. Välj först den andra. Ingenting ändras innan du har sett vad som händer.
merge-no-such = Det finns ingen sådan lösning som kan slås samman med den här. Sök på namn eller skriv ett annat nummer.
merge-other = Vilken är den andra?
merge-search = Namn eller nummer
merge-search-help = Till exempel L-2026-0012, eller ord ur namnet.
merge-look = Sök
merge-found = Poster som passar in på sökningen
merge-found-none = Inga andra poster som kan slås samman med den här passar in på sökningen. Sök på ett annat ord eller skriv numret.
merge-lead = { $name } ({ $number }) går upp i den här. Numret och adressen leder hit, och filer som läses in hittar hit.
merge-shared-less = { $name } delas med färre än den här. Det som står där skulle bli läst av fler än de som skrev det har räknat med. Slå samman åt andra hållet, så att det som delas minst är kvar.
merge-what = Det här händer
merge-what-note = { $stays } är kvar. Allt som hör till { $goes } flyttar dit. Det går att ångra.
merge-nothing-moves = Ingenting hör till den som går upp. Bara uppgifterna nedan skiljer sig.
merge-other-way = Låt { $name } vara kvar i stället
merge-choices = Välj vad som gäller
merge-choices-note = Här skiljer sig posterna. Det som inte väljs finns kvar hos den som går upp och kommer tillbaka om ni ångrar.
merge-do = Slå samman
merge-goes = { $count ->
    [0] inget flyttar
    [one] 1 flyttar
   *[other] { $count } flyttar
}
merge-stays = { $count ->
    [one] 1 finns redan här och flyttar inte
   *[other] { $count } finns redan här och flyttar inte
}
merge-both = Båda
merge-usage = { $organisation } står på båda
merge-usage-of = { $status }, enligt { $name }

relation-usage = Användning
relation-coverage = Sagd täckning
relation-verdict = Omdömen
relation-proposal = Förslag på typiska behov
relation-comment = Kommentarer
relation-initiative = Initiativ
relation-lesson = Lärdomar
relation-original = Filen som posten kom från
relation-replaced = Avvecklade lösningar som den ersätter
relation-usage-proposal = Förslag om användning
relation-contract = Avtal
relation-favourite = Favoriter
relation-reminder = Påminnelser

retire-heading = Avveckla { $name }
retire-lead = Lösningen står kvar så att det går att läsa vad som fanns. Vem som använder den ändras inte: det säger var och en själv.
retire-reason = Skäl
retire-reason-help = En mening som den som hittar hit förstår, till exempel varför avtalet tar slut.
retire-successor = Ersätts av
retire-successor-help = Numret på lösningen som kommer i stället, till exempel L-2026-0012.
retire-do = Avveckla lösningen

split-heading = Dela upp { $name }
split-lead = En post som egentligen är två saker blir två poster. Det du väljer flyttar till den nya, resten är kvar. Det går att ångra.
split-part = Den nya posten
split-going = Det som hör till den nya
split-going-help = Det som inte väljs är kvar.
split-usages = Används av
split-do = Dela upp

undo-here = Ångra
undo-merge = Skilj { $name } åt igen
undo-merge-lead = Posten som gick upp blir en egen igen. Det som ingen har ändrat sedan dess går tillbaka. Det som andra har ändrat är kvar.
undo-split = Ta tillbaka uppdelningen med { $name }
undo-split-lead = Det som flyttade till den nya posten kommer tillbaka, om ingen har ändrat det sedan dess.
undo-retirement = Ångra avvecklingen
undo-retirement-lead = Lösningen får tillbaka det läge den hade.
undo-part-stays = Andra har byggt vidare på { $name }. Den är därför kvar i katalogen.
undo-goes-back = { $count ->
    [0] inget går tillbaka
    [one] 1 går tillbaka
   *[other] { $count } går tillbaka
}
undo-stays = { $count ->
    [one] 1 är kvar, för den har ändrats sedan dess
   *[other] { $count } är kvar, för de har ändrats sedan dess
}
undo-field-stays = är kvar, för någon har ändrat det sedan dess
undo-nothing = Inga uppgifter behöver gå tillbaka.
undo-do = Ångra
error-shared-less-heading = Den som går upp delas med färre
error-shared-less-text = Ingenting är ändrat. Slå samman åt andra hållet, så att posten som delas minst är kvar.

# Filer som kommer tillbaka ur ett kalkylblad.
solution-to-edit = Ändra många på en gång i ett kalkylblad och läs in filen igen:
solution-to-edit-xlsx = att ändra, XLSX
solution-to-edit-csv = att ändra, CSV
import-left-out-rows = Lämnade utanför, för de har ändrats av andra
import-conflicts = { $count ->
    [one] En lösning har ändrats av andra sedan du hämtade filen
   *[other] { $count } lösningar har ändrats av andra sedan du hämtade filen
}
import-conflicts-note = Här har både filen och någon annan ändrat samma uppgift. Raden lämnas utanför tills du väljer. Uppgifter som du inte har rört i filen skriver aldrig över det andra har gjort.
import-conflicts-table = Uppgifter som båda har ändrat
import-conflicts-all = Gör så här med alla
import-conflicts-choose = Använd valen
import-column-exported = När du hämtade filen
import-column-present = Nu
import-column-wanted = I filen
import-not-known = går inte att se
import-as-all = Som alla
import-resolve-leave-out = Lämna raden utanför
import-resolve-ours = Behåll det som står nu
import-resolve-file = Ta det som står i filen
import-remark-conflict = Andra har ändrat lösningen sedan filen hämtades.
import-remark-went-up-in = Posten har gått upp i { $number }. Raden gäller den nu.

# Leverantörer.
supplier-heading = Leverantörer
supplier-lead = De som tillhandahåller lösningarna i katalogen. Bara lösningar som du kan se räknas.
supplier-by-count = flest lösningar först
supplier-solutions = Lösningar
supplier-state = Läge
supplier-none = Ingen leverantör att visa
supplier-none-text = Leverantörer kommer ur lösningarnas uppgifter. Skriv leverantören på en lösning, eller ta bort sökordet.
supplier-gone = Finns inte längre
supplier-gone-to = Finns inte längre, efterföljs av { $name }
supplier-count = { $count ->
    [one] Tillhandahåller en lösning som du kan se.
   *[other] Tillhandahåller { $count } lösningar som du kan se.
}
supplier-written = Skrivet som
supplier-keep = Sköta leverantören
supplier-rename = Byt namn eller slå samman
supplier-merge = Slå samman
supplier-retire = Säg att den inte finns längre
supplier-take-up = Ta tillbaka att den inte finns längre
supplier-undo = Ta tillbaka namnbytet från { $name }
supplier-rename-heading = Byt namn på { $name }
supplier-rename-lead = Skriv det nya namnet. Finns en leverantör som redan heter så blir de en. Ingenting ändras innan du har sett vad som händer.
supplier-rename-help = Det gamla namnet leder vidare, också i filer som läses in.
supplier-look = Visa vad som händer
supplier-preview = { $from } blir { $to }
supplier-preview-lead = Det gamla namnet leder till det nya. Det går att ta tillbaka.
supplier-joins = { $name } finns redan. De två blir en leverantör.
supplier-changes = Lösningar som får det nya namnet
supplier-changing = { $count ->
    [one] En lösning får det nya namnet
   *[other] { $count } lösningar får det nya namnet
}
supplier-others = { $count ->
    [one] En lösning sköts av andra. Den behåller sin stavning och räknas under det nya namnet.
   *[other] { $count } lösningar sköts av andra. De behåller sin stavning och räknas under det nya namnet.
}
supplier-successor = Efterföljs av
supplier-successor-help = Namnet på den som har tagit över, om någon har det.
supplier-retire-heading = { $name } finns inte längre
supplier-retire-lead = Leverantörens lösningar står kvar. Sidan säger att leverantören inte finns och vem som har tagit över.
solution-field-supplier-retired = att leverantören inte finns längre
solution-suppliers = Leverantörer
