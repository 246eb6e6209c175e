# Lösningar: listan, filen och sidan.

solutions-lead = Allt som kan möta ett behov: system, tjänster, utrustning och arbetssätt som redan finns.
solution-filters = Sök och välj bland lösningar
solution-any = Alla
solution-whole-group = Hela { $group }
solution-show = Visa
solution-kind = Slag
solution-area = Område
solution-used-by = Används av
solution-lifecycle = Läge
solution-chip-search = Sökord: { $value }
solution-chip-kind = Slag: { $value }
solution-chip-area = Område: { $value }
solution-chip-capability = Förmåga: { $value }
solution-chip-used-by = Används av: { $value }
solution-chip-lifecycle = Läge: { $value }
solution-favourites = Mina favoriter
solution-chip-favourites = { $value }
solution-favourite-keep = Spara som favorit
solution-favourite-let-go = Ta bort från favoriter
solution-order = Ordning
solutions-by-name = efter namn
solutions-by-changed = senast ändrad först
solutions-by-users = flest användare först
solution-column-number = Nummer
solution-column-solution = Lösning
solution-column-kind = Slag
solution-column-summary = Kort beskrivning
solution-column-area = Område
solution-column-used-by = Används av
solution-column-lifecycle = Läge
solution-column-provider = Leverantör
solution-column-link = Länk
solution-column-changed = Ändrad
solution-and-more = { $names } och { $more } till
solution-nobody-yet = Ingen ännu
solution-csv-rows = { $count ->
    [one] Hämta som CSV, 1 rad
   *[other] Hämta som CSV, { $count } rader
}
solutions-none-with = Inga lösningar med filtret { $filters }
solutions-without-filters = { $count ->
    [one] Utan filter finns en lösning.
   *[other] Utan filter finns { $count } lösningar.
}
solution-clear-filters = Rensa filter
solutions-none = Här kommer lösningarna att stå
solutions-none-yet = Katalogen är tom. Den som sköter driften läser in lösningar från en fil. Du kan redan nu beskriva vad ni behöver.
solutions-none-public = Ingen lösning är publik ännu. Logga in för att se det som kommunerna delar med varandra.

solution-you-are-here = Du är här
solution-address-copied = Adressen till { $number } är kopierad.
solution-copied = adressen är kopierad
solution-phasing-out = Lösningen avvecklas. Fråga den som använder den vad som kommer i stället innan ni går vidare.
solution-retired = Lösningen är avvecklad och kan inte tas i bruk. Den står kvar så att det går att läsa vad som fanns.
solution-same-problem = Har ni samma problem?
solution-same-problem-text = Skriv hur det ser ut hos er, så hamnar ert behov bredvid lösningen.
solution-describe-a-need = Beskriv ett behov
solution-does = Vad den gör
solution-not-described = Ingen har beskrivit lösningen ännu.
solution-told-by = Beskrivningen kommer från { $organisation } och ändrades { $day }.
solution-changed = Beskrivningen ändrades { $day }.
solution-typical-needs = Så låter det där den behövs
solution-municipalities-use = { $count ->
    [0] Ingen använder den ännu
    [one] En kommun använder den
   *[other] { $word } kommuner använder den
}
solution-organisations-use = { $count ->
    [0] Ingen använder den ännu
    [one] En organisation använder den
   *[other] { $word } organisationer använder den
}
solution-no-users = Ingen har sagt att de använder den, har prövat den eller har avstått.
solution-user = Organisation
solution-usage = Användning
solution-since = Sedan
solution-ask = Fråga
solution-fits-with = Passar ihop med
solution-integrations = Integrationer
solution-standards = Standarder
solution-information-class = Informationsklass
solution-class-in-words = Konfidentialitet { $confidentiality }, riktighet { $integrity }, tillgänglighet { $availability }
information-level-0 = 0 (ingen eller försumbar skada)
information-level-1 = 1 (måttlig skada)
information-level-2 = 2 (betydande skada)
information-level-3 = 3 (allvarlig skada)
information-level-4 = 4 (synnerligen allvarlig skada)
solution-provider = Leverantör
solution-licence = Licens
solution-address = Adress
solution-read-more = Läs mer
solution-publiccode = För andras kataloger
solution-as-written = Skrivet i källan
solution-as-written-text = De här orden står i källan men motsvarar inga ord i Brygga. De är kvar som de skrevs tills någon säger vad de betyder.
solution-written-organisation = Organisation
solution-written-usage = Användning
solution-written-sharing = Delning
solution-capability = Förmåga
solution-capabilities = Förmågor
solution-needs = Behov som liknar
solution-no-needs = Inget behov som du kan se liknar lösningen.
solution-history = Vad som har hänt
solution-was-created = { $who } lade till lösningen.
solution-was-edited = { $who } ändrade { $what }.
solution-was-imported = { $who } läste in lösningen från en fil.
solution-was-imported-again = { $who } läste in en fil som ändrade { $what }.
solution-usage-was-changed = { $who } ändrade vem som använder lösningen.
solution-was-linked = { $who } sade vad ord i källan betyder.
solution-sharing-was-changed = { $who } ändrade vem som ser lösningen.
solution-publication-was-wished = { $who } vill att alla ska kunna läsa lösningen. Någon annan behöver godkänna.
solution-publication-was-declined = Lösningen gjordes inte publik. { $who } sade nej eller ångrade sig.
solution-was-touched = { $who } gjorde något med lösningen.
solution-by-operator = Den som sköter driften
solution-by-person = { $person } i { $organisation }
solution-by-somebody = Någon
solution-field-name = namnet
solution-field-kind = slaget
solution-field-provider = leverantören
solution-field-summary = den korta beskrivningen
solution-field-description = beskrivningen
solution-field-typical-needs = de typiska behoven
solution-field-capabilities = förmågorna
solution-field-service-areas = områdena
solution-field-tags = ämnesorden
solution-field-integrations = integrationerna
solution-field-standards = standarderna
solution-field-information-class = informationsklassen
solution-field-lifecycle = läget
solution-field-licence = licensen
solution-field-url = länken
solution-field-as-written = ord som källan har
solution-field-owner = vem som håller posten
solution-field-sharing = vem som ser den
solution-field-identity-reason = varför ett personnummer står kvar
solution-about = Om lösningen
solution-tags = Ämnesord
solution-owner = Posten hålls av
solution-common-catalogue = Den gemensamma katalogen
solution-who-sees = Vem ser lösningen
solution-seen-by-draft = bara den som skriver den.
solution-seen-by-organisation = de som arbetar i organisationen som håller posten.
solution-seen-by-collaboration = de som är inloggade i kommuner och organisationer som samverkar. Leverantörer och allmänheten ser den inte.
solution-seen-by-network = alla som är inloggade här, också i andra samverkansgrupper. Allmänheten ser den inte.
solution-seen-by-public = alla, också utan att logga in.
solution-print = Skriv ut
solution-printed = { $number } · utskrivet { $day }
