# Hur gammalt det som står är, vem som bekräftar det, vad som saknas och vad katalogansvarig gör härnäst.

age-fresh = Bekräftad inom ett år
age-ageing = Äldre än ett år
age-old = Äldre än två år
age-never = Aldrig bekräftad

fact-kind-entry = Posten
fact-kind-usage = Användning
fact-kind-contract = Avtal
fact-of-entry = Posten, från { $organisation }
fact-of-usage = Användning i { $organisation }
fact-of-contract = Avtal hos { $organisation }

part-description = beskrivning
part-typical-needs = typiska behov
part-areas = verksamhetsområden
part-capabilities = förmågor
part-provider = leverantör
part-information-class = informationsklass
part-usage = bekräftad användning
part-contact = någon att fråga
part-agreement = avtal eller öppen licens

freshness-heading = Hur aktuellt är det?
freshness-never = Ingen har bekräftat, skriven { $day }
freshness-since = sedan { $day }
freshness-says = Vad som står
freshness-what = Gäller
freshness-kind = Slag av uppgift
freshness-whose = Organisation
freshness-organisation = Organisation
freshness-age = Ålder
freshness-confirmed = Bekräftad
freshness-answers = Svarar
freshness-do = Att göra
freshness-when = När
freshness-told = Vad som har hänt
freshness-parts = Hur mycket som finns
freshness-has = { $there } av { $asked } uppgifter finns
freshness-missing = Saknas: { $parts }
cell-links = Saknas:
freshness-lacks = Saknas
freshness-lacks-something = något
freshness-lacks-meaning = ord från källan utan betydelse
freshness-lacks-any = visa alla
freshness-used-by = Används av
freshness-contact-left = { $person }, som har slutat
freshness-keepers = De som håller katalogen i { $organisation }
freshness-nobody-named = ingen är utsedd
freshness-somebody-left = den utsedda har slutat
freshness-right = Stämmer
freshness-wrong = Stämmer inte längre, jag rättar
freshness-correct = Rätta
freshness-ask = Be { $organisation } bekräfta
freshness-asked = Tillfrågad { $day }
freshness-a-fact = En uppgift

freshness-due = Att bekräfta
freshness-due-lead = Det som ingen har bekräftat på ett år. Välj det som fortfarande stämmer och bekräfta allt på en gång. Åldern ändrar ingen ordning i sökningar och matchningar.
freshness-pick-help = Välj rader i tabellen. Det som har ändrats sedan sidan visades lämnas som det är.
freshness-none-due = Allt är bekräftat inom ett år
freshness-none-due-text = Här står det som behöver bekräftas igen, när ett år har gått.
freshness-by-age = äldst först
freshness-by-leant-on = flest som är beroende först
freshness-by-lacks = saknar mest först
freshness-by-used = används av flest först
freshness-row-changed = { $name }: någon har ändrat uppgiften sedan sidan visades. Den är inte bekräftad. Läs vad som står nu och välj igen.
freshness-row-not-yours = { $name }: du svarar inte för den här uppgiften. Den är inte bekräftad.

freshness-complete = Hur komplett katalogen är
freshness-complete-lead = Hur många poster varje organisation håller, hur många som har allt som är värt att ha, och vad som oftast saknas. Öppna en organisation för att se post för post.
freshness-entries = Poster
freshness-complete-entries = Saknar inget
freshness-fresh-entries = Bekräftade inom ett år
freshness-most-lack = Saknas oftast
freshness-most = { $part } ({ $count })
freshness-nothing-lacks = inget
freshness-complete-entries-heading = Vad posterna saknar
freshness-entries-lead = Det som saknas leder till fältet där det fylls i. Utbildningar och arbetssätt behöver varken leverantör, informationsklass eller avtal.
freshness-no-entries = Inga poster att visa
freshness-no-entries-text = När en organisation har lagt in lösningar syns här hur kompletta de är.
freshness-nothing-lacks-heading = Inget saknas
freshness-nothing-lacks-text = Alla poster som visas har det som är värt att ha.

freshness-todo = Att göra i katalogen
freshness-todo-lead = Det som gör mest nytta står först. Varje rad leder dit det görs.
freshness-todo-for = För { $organisation }.
freshness-todo-for-all = För alla organisationer som du håller katalogen för. Välj en för att se bara den.
freshness-well-done = Bra gjort, inget väntar
freshness-next = Nästa uppgift kommer { $day }.
freshness-nothing-next = Det finns inget att bekräfta ännu. När ni har lagt in lösningar eller sagt vad ni använder syns det här.
freshness-open-all = { $count ->
    [one] Öppna
   *[other] Öppna alla { $count }
}
task-proposals = Förslag som väntar på svar
task-unconfirmed = Registrerat som väntar på besked
task-rejected = Svar att det inte stämmer
task-contacts-left = Den som svarar har slutat
task-notices = Avtal att ta ställning till
task-due = Att bekräfta
task-as-written = Ord som ingen har sagt vad de betyder
task-incomplete = Poster som saknar något
task-means-proposals = Någon tror att ni använder en lösning. Säg om det stämmer.
task-means-unconfirmed = En gemensam organisation har registrerat en användning. Organisationen svarar själv om den stämmer.
task-means-rejected = Det ni registrerade eller föreslog stämde inte. Läs skälet.
task-means-contacts-left = Den som skulle svara på frågor har ingen roll kvar. Utse någon annan.
task-means-notices = Inom sex månader ska ni ha sagt upp eller utnyttjat en option.
task-means-due = Ingen har bekräftat på ett år. Det som flest är beroende av står först.
task-means-as-written = Källan skrev ord som Brygga inte känner igen. Öppna posten och välj vad som gäller.
task-means-incomplete = Det som saknas leder till fältet där det fylls i.

confirm-heading = Stämmer det fortfarande?
confirm-lead = Du svarar för uppgifterna här nedanför. Tryck på det som stämmer, eller på allt. Du behöver inte logga in för det.
confirm-until = Länken gäller till { $day }.
confirm-all = Allt stämmer
confirm-done = { $name } är bekräftad { $day }.
confirm-changed = { $name } har ändrats eller bekräftats sedan brevet skrevs. Logga in om du vill bekräfta den.
confirm-not-yours = En av uppgifterna är inte längre din att svara för. Den är kvar som den var.
confirm-nothing-left = Det är inget mer att bekräfta här. Tack.
confirm-signed-in = Logga in och se allt som ska bekräftas
confirm-closed = Länken går inte att använda
confirm-late = Länken har gått ut eller är inte hel. Ingenting är ändrat. Logga in och bekräfta där, eller vänta på nästa brev.
confirm-another = Brevet är skrivet till någon annan än den du är inloggad som. Ingenting är ändrat. Bekräfta det du själv svarar för här.

mail-confirm-subject = { $count ->
    [one] En uppgift i katalogen: stämmer den fortfarande?
   *[other] { $count } uppgifter i katalogen: stämmer de fortfarande?
}
mail-confirm = { $count ->
    [one] Du svarar för en uppgift i Brygga som ingen har bekräftat på ett år:
   *[other] Du svarar för { $count } uppgifter i Brygga som ingen har bekräftat på ett år:
}
mail-confirm-here = Bekräfta med ett tryck, utan att logga in. Länken gäller till { $day } och bara för det här:
    { $address }
mail-confirm-list = Är du inloggad finns allt som ska bekräftas här:
    { $address }

solution-was-confirmed = { $who } bekräftade att uppgifterna om lösningen stämmer.
solution-confirmation-was-asked = { $who } bad den som svarar för posten att bekräfta den.
usage-confirmation-was-asked = { $who } bad { $organisation } att bekräfta hur lösningen används.
event-confirmation-asked = { $who } bad den som svarar att bekräfta uppgiften.
event-confirmation-mailed = { $who } skickade ett brev om uppgifter att bekräfta.
notice-topic-catalogue = Uppgifter att bekräfta
notice-topic-help-catalogue = Ett brev i månaden om det du svarar för i katalogen och som ingen har bekräftat på ett år, och när någon ber dig bekräfta.
error-asked-lately-heading = Någon har redan frågat
error-asked-lately-text = Den som svarar för uppgiften har fått frågan de senaste trettio dagarna. Ingenting mer har skickats.
