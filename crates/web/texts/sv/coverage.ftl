# Vad lösningar täcker av ett behovs delbehov, och lösningar sida vid sida.

coverage-level-covers = Täcker
coverage-level-partly = Täcker delvis
coverage-level-not = Täcker inte
coverage-level-unknown = Okänt
coverage-source-supplier = enligt leverantören
coverage-source-solution-owner = enligt den som ansvarar för lösningen
coverage-source-user-municipality = enligt en kommun som använder den
coverage-source-assumption = antagande utifrån texten
coverage-from-supplier = Leverantören säger det
coverage-from-solution-owner = Den som ansvarar för lösningen säger det
coverage-from-user-municipality = En kommun som använder den säger det

coverage-plank = { $number } { $text }
coverage-plank-level = { $plank }: { $level }.
coverage-of = { $covered } av { $all } delbehov
coverage-missing = Saknas: { $texts }
coverage-partly = Delvis: { $texts }
coverage-unknown = Okänt: { $texts }
coverage-and-more = { $texts } och { $more } till
coverage-assumed = { $count ->
    [one] Ett av svaren är ett antagande utifrån texten.
   *[other] { $count } av svaren är antaganden utifrån texten.
}
coverage-one-by-one = Delbehov för delbehov
coverage-legend = Så läser du rutorna
coverage-at-need-empty = Lägg till delbehov, så syns vad varje lösning täcker och vad som saknas.
coverage-also-judged = Andra lösningar som någon har bedömt
need-event-coverage = { $who } angav vad { $solution } täcker.

# Sidan för ett behov och en lösning
coverage-heading = Vad { $solution } täcker
coverage-of-need = Av behovet
coverage-solution = Om lösningen
coverage-no-requirements = Behovet har inga delbehov än
coverage-no-requirements-text = När behovet är delat i delbehov kan varje delbehov mötas för sig. Skriv ett krav på varje rad.
coverage-add-requirements = Lägg till delbehov
coverage-nothing-known = ingen har sagt något och texten visar det inte
coverage-nothing-shown = Inget i beskrivningen handlar om det här. Fråga den som använder lösningen.
coverage-text-says = Närmast i beskrivningen:
coverage-which-words = Vilka ord möttes?
coverage-requirement-says = Delbehovet säger
coverage-how = Varifrån svaren kommer
coverage-how-people = Det som en person har sagt gäller före allt annat, med namn och dag.
coverage-how-assumed = Där ingen har sagt något läser vi lösningens beskrivning. Det är ett antagande. Det som inte står där är okänt.
coverage-compare-with = Jämför med andra lösningar

# Formuläret
coverage-say = Säg vad som gäller
coverage-change = Ändra svaret
coverage-level = Vad gäller för det här delbehovet?
coverage-source = Hur vet du det?
coverage-evidence = Vad visar det?
coverage-evidence-help = En mening räcker. Skriv inte namn på brukare.
coverage-save = Spara svaret
coverage-withdraw = Ta bort svaret
coverage-choose-level = Välj om lösningen täcker delbehovet.
coverage-choose-source = Välj hur du vet det.
coverage-not-saved = Svaret är inte sparat än. Rätta det som står nedan och spara igen.
coverage-conflict = Någon annan ändrade svaret medan du skrev. Det som gäller nu står här, och det du valde ligger kvar i formuläret. Spara igen om ditt svar ska gälla.
coverage-sign-in = Du är inte inloggad, så svaret är inte sparat. Det du skrev ligger kvar. Logga in i en ny flik och spara sedan här.
coverage-may-not = Din roll får inte svara här, så svaret är inte sparat. Be din samordnare om hjälp.
coverage-told-saved = Svaret är sparat.
coverage-told-withdrawn = Svaret är borttaget. Nu gäller det som texten visar.

# Sida vid sida
comparison = Jämför lösningar
comparison-against = Mot behovet
comparison-table = Lösningar sida vid sida
comparison-what = Vad
comparison-column = { $name } ({ $number })
comparison-requirements = Delbehov
comparison-facts = Fakta
comparison-covers = Täcker
comparison-source = { $source }: { $by }
comparison-not-given = Inte angivet
comparison-change = Ändra jämförelsen
comparison-remove = Ta bort
comparison-csv = Hämta tabellen som CSV
comparison-printed = Jämförelse · utskriven { $day }
comparison-without-need = Jämförelsen gäller fakta. Börja från ett behov för att se vad lösningarna täcker av det.
comparison-need-without-requirements = Behovet har inga delbehov, så här syns bara fakta. Lägg till delbehov på behovets sida.
comparison-none = Välj två till fyra lösningar att jämföra
comparison-only-one = Välj minst en lösning till
comparison-too-many = Du har valt { $count } lösningar, högst fyra får plats
comparison-missing = { $numbers } finns inte, eller så får du inte se den
comparison-how-to = Kryssa för två till fyra lösningar och tryck Jämför. Det går på ett behovs sida och i listan över lösningar.
comparison-choose-at-need = Välj på behovets sida
comparison-choose-in-list = Välj i listan över lösningar
comparison-add = Lägg till en lösning
comparison-add-help = Numret står på lösningens sida, till exempel L-2026-0007.
comparison-add-button = Lägg till
comparison-pick = Jämför
comparison-pick-chosen = Jämför de valda
comparison-pick-help = Kryssa för två till fyra lösningar.
