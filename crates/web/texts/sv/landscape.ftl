# Landskapet: vad som används var, överlapp, luckor, vilka som liknar varandra och avtal som går ut.

landscape-pages = Landskapets sidor
landscape-matrix = Matris
landscape-overlaps = Överlapp
landscape-gaps = Luckor
landscape-likeness = Vem liknar oss
landscape-filters = Välj vad landskapet visar
landscape-view = Visa
landscape-by-area = Områden
landscape-by-capability = Förmågor
landscape-all-areas = Alla områden
landscape-capability = Förmåga
landscape-own = Min organisation
landscape-no-own = Ingen vald
landscape-organisations = Organisationer
landscape-partners = De vi samverkar med
landscape-all-members = Alla som samverkar
landscape-county = Län
landscape-more = { $count ->
    [one] 1 till
   *[other] { $count } till
}
landscape-unknown = okänt

landscape-lead = Vad varje organisation använder, område för område. Öppna en siffra för att se vilka lösningar det är.
landscape-answered = { $answered } av { $of } organisationer har svarat.
landscape-answered-short = { $answered } av { $of } har svarat.
landscape-age = { $fresh } av { $solutions } lösningar är ändrade det senaste året, den äldsta { $day }.
landscape-public = Du ser det som är publikt: publika lösningar och vem som använder eller prövar dem. Planer, avtal och det som organisationerna delar med varandra räknas inte.
landscape-found-shared = { $shared } av { $solutions } lösningar delas
landscape-found-shared-more = Minst två organisationer använder var och en av dem.
landscape-found-overlaps = { $count ->
    [one] Ett överlapp att lösa ihop
   *[other] { $count } överlapp att lösa ihop
}
landscape-most-in = Flest inom { $area }
landscape-found-gaps = { $count ->
    [one] En lucka som grannar har fyllt
   *[other] { $count } luckor som grannar har fyllt
}
landscape-worst-gap = { $area } saknas hos { $names }
landscape-none = Landskapet är tomt
landscape-none-text = Ingen har sagt vad som används här ännu. Det syns så snart någon säger att de använder en lösning.
landscape-key-shared = delad med minst en granne
landscape-key-own = egen
landscape-key-planned = planerad
landscape-key-gap = lucka: minst två grannar har
landscape-to-see = Att se
landscape-lack = { $names } saknar
landscape-overlaps-here = { $count ->
    [one] 1 överlapp
   *[other] { $count } överlapp
}
landscape-gap-tag = Lucka
landscape-overlap-tag = Överlapp
landscape-none-used = Ingen lösning används.
landscape-shared-of = { $shared } av { $solutions } lösningar delas.
landscape-place-has = har
landscape-place-gap = lucka
landscape-place-nothing = inget
landscape-place-silent = inget svar
landscape-cell-shared = { $count ->
    [one] 1 delad
   *[other] { $count } delade
}
landscape-cell-own = { $count ->
    [one] 1 egen
   *[other] { $count } egna
}
landscape-cell-planned = { $count ->
    [one] 1 planerad
   *[other] { $count } planerade
}
landscape-used = Används
landscape-standing = Läge

landscape-how = Så räknar vi
landscape-how-answered = En organisation har svarat för ett område när den har sagt något om minst en lösning där, också att den har avstått eller slutat. Den som inte har sagt någonting alls får ”inget svar” och inga luckor, för då vet ingen.
landscape-how-seen = Bara lösningar som du får se räknas. Två personer kan därför se olika tal.
landscape-how-matrix = Siffran är antalet lösningar som används, prövas, har avtal eller planeras. Delad betyder att minst en annan organisation i tabellen använder samma lösning. Lucka betyder att organisationen inte har någon lösning i området medan minst två andra använder någon.
landscape-how-overlap = Ett överlapp är när organisationer gör samma sak i samma område med olika system. Där alla har ett system gemensamt finns inget att dela, och det räknas inte. Samma system för flera förmågor räknas en gång. Arbetssätt, utbildning och integrationer räknas inte, för de ersätter inget system. Ordningen är antal organisationer och sedan invånare.
landscape-how-gap = Ett behov står här tills någon har sagt att en lösning passar eller täcker något delbehov, helt eller delvis. Det som matchningen antar räknas inte. Omdömen om lösningar som du inte får se räknas inte heller.
landscape-how-like = Likheten är vikten av det båda använder, delad med vikten av allt som någon av dem använder: från 0, inget gemensamt, till 1, allt gemensamt (Jaccard 1912, viktad enligt Ruzicka 1958). En lösning som få använder väger mer än en som alla har (Spärck Jones 1972). Bara organisationer med minst fem lösningar jämförs. Det är ingen rangordning av organisationer.

landscape-overlaps-heading = Samma sak med olika system
landscape-overlaps-lead = Här gör flera organisationer samma sak i samma område med olika system. Fråga varandra innan någon upphandlar nytt.
landscape-overlap-first = Störst är { $area }: { $organisations } organisationer med { $people } invånare har olika system.
landscape-systems = System och vilka som har dem
landscape-people = Invånare
landscape-to-try = Att pröva
landscape-could-share = { $names } kan fråga dem som har { $system }.
landscape-more-systems = { $count ->
    [one] och 1 till
   *[other] och { $count } till
}
landscape-no-overlap = Inga överlapp
landscape-no-overlap-text = Ingen använder olika system för samma sak, eller så är det inte sagt.
landscape-see-matrix = Se matrisen
landscape-systems-besides = System till

landscape-gaps-heading = Vad som saknas
landscape-gaps-lead = Områden utan lösning, det grannar har och behov som ingen lösning sagts passa för.
landscape-gap-first = { $own } saknar lösning i { $area }, som { $names } har.
landscape-gap-areas = { $without } av { $of } områden har ingen lösning i bruk.
landscape-behind = Det grannar har
landscape-behind-own = Det grannar har och { $own } saknar
landscape-choose-own = Välj en organisation under Min organisation.
landscape-own-silent = { $own } har inte sagt vad som används, så ingen vet vad som saknas. Börja med att säga vad ni använder.
landscape-nothing-behind = Ingenting som minst två grannar har saknas.
landscape-neighbours = Grannar
landscape-who = Vilka
landscape-what-they-use = Det de använder
landscape-areas-without = Områden utan lösning
landscape-areas-note = Ingen i urvalet använder något här, eller så har ingen sagt det.
landscape-no-area-without = I alla områden använder någon en lösning.
landscape-in-catalogue = { $count ->
    [one] 1 lösning i katalogen som ingen här använder.
   *[other] { $count } lösningar i katalogen som ingen här använder.
}
landscape-not-in-catalogue = Ingen lösning i katalogen.
landscape-plan = { $count ->
    [one] 1 organisation planerar en.
   *[other] { $count } organisationer planerar en.
}
landscape-needs-without = Behov utan lösning
landscape-needs-note = Först de där någon har prövat och inget passade, sedan de som ingen har prövat.
landscape-no-need-without = Till varje behov har någon sagt att en lösning passar.
landscape-needs-public = Om ett behov har en lösning avgörs av omdömen, som bara visas för den som är inloggad.
landscape-affected = Berörda
landscape-why = Varför
landscape-unmet-nothing-fits = Prövat, inget passar
landscape-unmet-nothing-said = Ingen har prövat
landscape-gap-kind = Slag
landscape-gap-area = Område utan lösning
landscape-gap-need = Behov utan lösning
landscape-what = Vad
landscape-note = Anmärkning

landscape-likeness-lead = Organisationer som använder samma lösningar har ofta samma frågor. Här är vilka ni har mest gemensamt med, och varför.
landscape-like-first = Mest gemensamt har { $own } med { $other }: { $shared } av { $all } lösningar.
landscape-like-drawn = Hur mycket andra har gemensamt med { $own }, från 0 till 1
landscape-likeness-value = Likhet
landscape-both = Båda
landscape-only-they = Bara de
landscape-only-own = Bara vi
landscape-only = Bara { $own }
landscape-nothing-to-compare = För lite för att jämföra
landscape-own-too-little = { $count ->
    [one] { $own } har sagt att en lösning används.
   *[other] { $own } har sagt att { $count } lösningar används.
} Det behövs minst fem för att det ska säga något.
landscape-others-too-little = Ingen annan har sagt att minst fem lösningar används.
landscape-too-little = För lite sagt för att jämföra med { $names }.

landscape-reading = Landskapet räknas upp
landscape-reading-text = Det som landskapet räknas av läses in. Ladda om sidan om en stund. Inget visas förrän allt är räknat.

landscape-contracts = Avtal som går ut
landscape-contracts-heading = Avtal som går ut tillsammans
landscape-contracts-lead = Här slutar avtal om samma sak nära varandra hos flera. Då går det att upphandla ihop.
landscape-contracts-answered = { $answered } av { $of } organisationer är med i något avtal som är inlagt här.
landscape-contracts-age = { $fresh } av { $contracts } avtal är bekräftade det senaste året, det äldsta { $day }.
landscape-within = Inom
landscape-months = { $count ->
    [one] 1 månad
   *[other] { $count } månader
}
landscape-day = Räkna från
landscape-day-end = Avtalets sista dag
landscape-day-turn = Nästa dag att göra något
landscape-first-window = { $count ->
    [one] Ett fönster är på väg: { $area }, från { $day }.
   *[other] { $count } fönster är på väg. Närmast är { $area }, från { $day }.
}
landscape-no-window = Inga avtal slutar nära varandra hos flera.
landscape-no-contract = Inga avtal slutar inom tre år
landscape-no-contract-text = Avtal med en sista dag syns här när de är inlagda och delas med samverkan.
landscape-without-area = Utan område
landscape-key-day = dag då ett avtal slutar
landscape-key-window = fönster för gemensam upphandling
landscape-time-line = { $area }: tre år framåt, ett streck för varje kvartal
landscape-window = Mellan { $from } och { $to } hos { $names }.
landscape-window-day = { $from } hos { $names }.
landscape-window-tag = Fönster
landscape-window-none = Inget fönster.
landscape-could-run-on = Kan förlängas
landscape-how-contracts = Ett fönster är när avtal om lösningar i samma område slutar hos minst två organisationer, med högst så många månader mellan den första och den sista dagen som du har valt. Bara parter i avtalen räknas. Avtalsuppgifter visas aldrig för leverantörer eller allmänheten.
landscape-calendar = Lägg dagarna i din kalender
landscape-calendar-key = Ett kalenderprogram som ska hämta nya dagar av sig själv behöver en nyckel för kalendrar sist i adressen: &nyckel= och nyckeln. Den som har adressen ser dagarna, så dela den inte.
landscape-contract = Avtal
landscape-supplier = Leverantör
landscape-on = Dag
landscape-opens = Fönstret öppnar
landscape-closes = Fönstret stänger
