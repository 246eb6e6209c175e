# Behov: listan, sidan, formulären.

# Listan
needs-mine = Mina
needs-of-organisation = Min kommuns
needs-all = Alla
needs-drafts = Utkast
needs-which = Vilka behov
needs-public-only = Här står de behov som är publika.
needs-sign-in-for-more = Logga in för att se samverkans
needs-by-changed = senast ändrat först
needs-by-title = efter rubrik
needs-by-affected = flest berörda först
needs-none = Här kommer kommunernas behov att stå
needs-none-yet = Ingen har skickat in något än. Det första behovet tar två meningar att skriva.
needs-none-public = Inget behov är publikt än. Den som är inloggad i samverkan ser fler.
needs-none-with = Inga behov med { $filters }
needs-without-filters = { $count ->
    [one] 1 behov finns utan filter.
   *[other] { $count } behov finns utan filter.
}
needs-just-saved = { $count ->
    [one] Ett behov från mötet är sparat som utkast. Öppna det, fyll i det som saknas och skicka.
   *[other] { $word } behov från mötet är sparade som utkast. Öppna dem var för sig, fyll i det som saknas och skicka.
}
need-filters = Sök och välj bland behov
need-chip-search = Sökord: { $value }
need-chip-organisation = Kommun: { $value }
need-chip-area = Område: { $value }
need-chip-state = Läge: { $value }
need-any = Alla
need-show = Visa
need-order = Ordning
need-clear-filters = Rensa filter
need-describe = Beskriv ett behov
need-csv-rows = { $count ->
    [one] Hämta som CSV, 1 rad
   *[other] Hämta som CSV, { $count } rader
}
need-column-number = Nummer
need-column-need = Behov
need-column-state = Läge
need-column-organisation = Kommun
need-column-area = Område
need-column-sharing = Delning
need-column-changed = Ändrat

# Sidan
need-you-are-here = Du är här
need-address-copied-of = Adressen till { $number } är kopierad.
need-address-copied = adressen är kopierad
need-draft-since = Sparat { $time }, bara du ser det.
need-submitted-since = Skickat { $day } av { $by }
need-withdrawn-since = Tillbakadraget { $day }, bara du ser det.
need-waits-on = Väntar på
need-coordinator-of = samordnaren i { $organisation }
need-told-sent = Tack. Behovet är skickat till samordnaren i { $organisation }.
need-told-saved = Ändringen är sparad.
need-told-withdrawn = Behovet är tillbakadraget. Allt du har skrivit finns kvar, och du kan skicka det igen.
need-next = Nästa steg
need-next-draft = Behovet är ett utkast. Skicka det när det säger det du vill, så läser samordnaren det.
need-next-submitted = Samordnaren i { $organisation } läser behovet. Du kan ändra och lägga till under tiden.
need-next-withdrawn = Behovet är tillbakadraget. Du kan ändra det och skicka det igen.
need-send = Skicka till samordnaren
need-send-again = Skicka igen
need-edit = Ändra behovet
need-withdraw = Dra tillbaka behovet
need-own-words = Med egna ord
need-facts = Det som avgör
need-requirements-count = { $count ->
    [one] Ett delbehov
   *[other] { $word } delbehov
}
need-nothing-found = När en lösning som liknar behovet läggs in syns den här.
need-history = Vad som har hänt
need-earlier-text = Visa tidigare lydelse
need-about = Om behovet
need-writer = Skrivet av
need-who-sees = Vem ser behovet
need-change-sharing = Ändra delning
need-seen-draft = bara den som skrev det.
need-seen-when-sent = När det är skickat: { $level }.
need-seen-organisation = alla som är inloggade i { $name }.
need-seen-collaboration = { $names }.
need-seen-network = alla organisationer som är anslutna hit.
need-seen-public = alla, också utan att logga in.
need-not-seen-neighbours = Grannkommunerna, leverantörer och allmänheten ser det inte.
need-not-seen-public = Leverantörer och allmänheten ser det inte.
need-print = Skriv ut
need-printed = { $number } · utskrivet { $day }

need-event-operator = Driften
need-event-somebody = Någon
need-event-created = { $who } skrev ett utkast.
need-event-edited = { $who } ändrade { $fields }.
need-event-submitted = { $who } skickade behovet.
need-event-withdrawn = { $who } drog tillbaka behovet.
need-event-handed-over = { $who } lämnade över behovet till någon annan.
need-event-imported = { $who } läste in behovet från en fil.
need-event-other = { $who } gjorde något med behovet.
need-changed-title = rubriken
need-changed-text = texten
need-changed-who = vem som berörs
need-changed-how-often = hur ofta det händer
need-changed-affected = hur många som berörs
need-changed-wanted-effect = vad som ska bli bättre
need-changed-law = lag eller beslut
need-changed-service-area = området
need-changed-capabilities = vad det handlar om att kunna göra
need-changed-on-behalf-of = vem som har behovet
need-changed-heard-at = var det kom fram
need-changed-requirements = delbehoven
need-changed-sharing = vem som ser behovet

# Formuläret
need-new = Nytt behov
need-heading-own = Beskriv behovet
need-heading-on-behalf = Beskriv ett behov för någon annan
need-heading-meeting = Behov från ett möte
need-heading-seen-elsewhere = Du har sett en lösning någon annanstans
need-lead-own = Bara den första frågan behövs. Resten kan du fylla i senare.
need-lead-on-behalf = Skriv som personen sa det. Du står som den som skrev, personen som den som har behovet.
need-lead-meeting = En eller två meningar om varje räcker. De sparas som utkast och kan fyllas i efteråt.
need-lead-seen-elsewhere = Berätta vad lösningen gör och vad den skulle ändra hos er. Beskriv behovet utan produktnamn, produkten har en egen fråga.
need-lead-draft = Utkastet är sparat { $time }, bara du ser det. Bara den första frågan behövs.
need-lead-saved = Senast sparat { $time }.
need-text = Vad behöver ni?
need-text-help = Med egna ord. Skriv inte namn på brukare.
need-title = Kort rubrik
need-title-help = Så att det hittas i en lista. Utan rubrik tar vi början av texten.
need-seen-where = Vilken lösning, och var såg du den
need-seen-where-help = Namnet om du minns det, och kommun, mässa, artikel eller webbadress.
need-who = Vem berörs
need-who-help = Roller och grupper, till exempel brukare och nattpersonal.
need-affected = Ungefär hur många
need-affected-no-number = Skriv antalet med siffror, till exempel 40. Har du ingen siffra, lämna tomt och skriv det i ord vid Vem berörs.
need-how-often = Hur ofta
need-how-often-help = Till exempel flera gånger om dagen.
need-wanted-effect = Vad ska bli bättre
need-wanted-effect-help = Gärna något som går att mäta.
need-law = Lag eller beslut
need-service-area = Område
need-choose-area = Välj område
need-as-written = Som du valde det
need-capabilities = Vad det handlar om att kunna göra
need-capabilities-help = Kryssa för det som stämmer. Det hjälper dem som söker i andra kommuner.
need-requirements = Delbehov
need-requirements-help = Ett krav på varje rad, så kan varje krav mötas för sig. Tomma rader räknas inte.
need-where-from = Vem det kommer från
need-origin = Hur behovet kom fram
need-on-behalf-of = Vem har behovet
need-on-behalf-of-help = Om du skriver för någon annan: roll och enhet räcker.
need-heard-at = Vilket möte, eller var lösningen sågs
need-sharing = Vem får se behovet
need-sharing-help = Det gäller när du har skickat det. Det du delar kan bli allmän handling hos dem som tar emot det.
need-share-organisation = Bara { $name }.
need-share-collaboration = { $names }. Det vanliga valet: grannar med samma behov kan säga till.
need-share-network = Alla organisationer som är anslutna till den här installationen, också utanför samverkan.
need-share-public = Också allmänheten och leverantörer, utan att logga in.
need-save = Spara utkast
need-save-change = Spara ändringen
need-back = Gå tillbaka utan att spara
need-not-sent-yet = Utkastet är sparat men inte skickat. Rätta det som står nedan och skicka igen.
need-not-saved-now = Behovet kunde inte sparas just nu. Allt du har skrivit står kvar här. Vänta en stund och försök igen.
need-sign-in-to-save = Du är inte inloggad, så behovet är inte sparat. Allt du har skrivit står kvar här. Logga in i en ny flik och spara sedan här.
need-sign-in-elsewhere = Logga in i en ny flik
need-role-may-not-write = Din roll får inte spara det här, så inget är sparat. Kopiera texten och be din samordnare om hjälp.
need-gone = Behovet finns inte, eller så får du inte se det. Inget är sparat. Kopiera det du skrev innan du går vidare.

need-identity-reason = Varför ett personnummer måste stå kvar
need-identity-reason-help = Ta helst bort numret. Måste det stå kvar när andra läser texten, skriv varför. Skälet sparas i historiken.
need-changed-identity-reason = varför ett personnummer står kvar
need-sharing-elsewhere = Vem som får se behovet ändrar du för sig.
need-event-sharing-undone = { $who } ångrade delningen.
need-event-publication-wished = { $who } vill göra behovet publikt.
need-event-publication-declined = Behovet gjordes inte publikt. { $who } sa nej eller ändrade sig.

# Möten
need-from-meeting = Från ett möte
need-meeting = Möte
need-meeting-help = Till exempel Ledningsgrupp vård och omsorg, 12 november.
need-in-meeting = Behov { $number }
need-meeting-text = Vad behövs?
need-meeting-text-help = Som det sades. Skriv inte namn på brukare.
need-add-another = Lägg till ett till
need-save-drafts = Spara som utkast
need-show-drafts = Visa utkasten
need-drafts-are-private = Utkasten ser bara du tills de skickas.

# Två har ändrat samma behov
need-conflict = { $who } har ändrat samma behov
need-conflict-text = { $who } sparade { $time }, medan du skrev. Här är båda, välj vad som ska stå. Det sparade finns kvar i historiken, vad du än väljer.
need-somebody-else = Någon annan
need-conflict-mine = Din text
need-conflict-theirs = Det som { $who } sparade
need-left-empty = Lämnat tomt
need-conflict-save = Spara det jag valt
need-conflict-send = Spara det jag valt och skicka
need-conflict-leave = Behåll det som är sparat och gå tillbaka
need-no-role-there = Du har inte längre någon roll i den organisation som sidan öppnades för, så inget är sparat. Allt du har skrivit står kvar här. Sparar du en gång till gäller det för den organisation du arbetar för nu.
