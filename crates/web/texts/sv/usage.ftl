# Vem som använder vad: på lösningens sida, i formuläret, i organisationens lista och i rutnätet.

usage-standing-own = Organisationens eget besked
usage-standing-registered = Väntar på besked

usage-age-today = i dag
usage-age-days = { $count ->
    [one] för en dag sedan
   *[other] för { $count } dagar sedan
}
usage-age-weeks = { $count ->
    [one] för en vecka sedan
   *[other] för { $count } veckor sedan
}
usage-age-months = { $count ->
    [one] för en månad sedan
   *[other] för { $count } månader sedan
}
usage-age-years = { $count ->
    [one] för ett år sedan
   *[other] för { $count } år sedan
}
usage-confirmed = Bekräftad { $age }
usage-confirmed-by = Bekräftad { $age } av { $person }
usage-undated = Enligt { $organisation }, utan datum
usage-registered = Registrerad av { $by }, väntar på att { $organisation } bekräftar
usage-unconfirmed = { $organisation } (obekräftat)
usage-by-operator = den som sköter driften
usage-users = { $count ->
    [one] 1 användare
   *[other] { $number } användare
}
usage-until = till { $day }
usage-from-until = { $since } till { $until }
usage-says = Besked

usage-was-set = { $who } sade hur { $organisation } använder lösningen: { $status }.
usage-was-emptied = { $who } tog bort att { $organisation } använder lösningen.
usage-facts-were-set = { $who } ändrade uppgifter om hur { $organisation } använder lösningen.
usage-was-confirmed = { $who } bekräftade hur { $organisation } använder lösningen.
usage-was-rejected = { $who } svarade att det som var registrerat om { $organisation } inte stämmer: { $reason }
usage-was-proposed = { $who } föreslog att { $organisation } använder lösningen: { $status }.
usage-proposal-was-accepted = { $who } svarade att förslaget om { $organisation } stämmer: { $status }.
usage-proposal-was-declined = { $who } svarade att förslaget om { $organisation } inte stämmer: { $reason }
usage-was-handed-over = { $who } lämnade över: { $person } svarar nu på frågor om hur { $organisation } använder lösningen.

usage-is-it-so = Stämmer det om { $organisation }? { $status }
usage-confirm = Bekräfta
usage-confirm-for = Bekräfta för { $organisation }
usage-of-organisation = hur { $organisation } använder lösningen
usage-correct = Rätta uppgifterna
usage-reject = Stämmer inte
usage-reject-reason = Varför stämmer det inte?
usage-reject-lead = Skälet står kvar i lösningens historia, och den som sade det får veta.
usage-proposes = { $person } i { $proposer } föreslår om { $organisation }: { $status }
usage-waits-for = Väntar på svar från { $organisation }. Till dess räknas det inte som användning.
usage-accept = Det stämmer
usage-decline = Det stämmer inte
usage-change = Ändra för { $organisation }
usage-say-for = Säg hur { $organisation } använder den
usage-propose-for = Föreslå för { $organisation }
usage-say-for-others = Säg något om en annan organisation
usage-choose-lead = Välj vilken organisation det gäller. Lösningen är { $solution }.
usage-register = Organisationer som du håller katalogen för
usage-propose = Organisationer som själva svarar
usage-nobody-left = Alla är med
usage-nobody-left-text = Varje organisation som du kan säga något om har redan ett besked. Öppna lösningen för att ändra.
usage-experience-of = Så tycker { $organisation }

usage-form-own = Så använder { $organisation } { $solution }
usage-form-own-lead = Det här blir beskedet från { $organisation }, bekräftat i dag.
usage-form-member = Registrera för { $organisation }: { $solution }
usage-form-member-lead = { $organisation } får veta och bekräftar, rättar eller säger att det inte stämmer.
usage-form-proposal = Föreslå för { $organisation }: { $solution }
usage-form-proposal-lead = { $organisation } får förslaget och svarar. Till dess räknas det inte som användning.
usage-save = Spara för { $organisation }
usage-save-for = Registrera för { $organisation }
usage-send-proposal = Skicka till { $organisation }
usage-proposed-already = Du har redan föreslagit det här. Förslaget väntar på svar.
usage-back = Tillbaka till lösningen
usage-status-label = Hur står det till?
usage-note = Hur vet du det?
usage-note-help = Skriv inte namn på personer utanför organisationen.
usage-reason = Skäl
usage-reason-help = Behövs när ni har avstått.
usage-since = Sedan
usage-until-day = Till och med
usage-day-help = Till exempel 2026-11-09.
usage-users-label = Antal användare
usage-instance = Installation
usage-instance-help = Till exempel egen drift eller den gemensamma installationen.
usage-ask = Den som svarar på frågor
usage-contact = Person
usage-contact-help = Den som slutar lämnar över till någon annan.
usage-contact-role = Roll
usage-nobody-to-ask = Ingen särskild
usage-experience = Erfarenheter
usage-experience-help = Läses av dem som är inloggade. Leverantörer och allmänheten ser det inte.
usage-pros = Det som är bra
usage-cons = Det som är mindre bra
usage-effort = Det som krävdes
usage-nothing-stands = Inget besked finns.

usage-own = Vad vi använder
usage-own-heading = Det här använder { $organisation }
usage-own-lead = Det som väntar på besked står först, sedan det som bekräftades för längst sedan.
usage-proposals = Förslag som väntar på svar
usage-by-unconfirmed = väntar på besked först
usage-by-since = senast börjat först
usage-none = Här kommer det ni använder att stå
usage-none-text = Ingen har sagt något om vad ni använder. Öppna en lösning och säg hur ni använder den.
usage-pick = Välj
usage-pick-one = Välj { $solution }
usage-confirm-chosen = Bekräfta de valda
usage-told-confirmed = { $count ->
    [0] Inget var valt. Välj rader och bekräfta dem.
    [one] En rad är bekräftad.
   *[other] { $word } rader är bekräftade.
}
usage-row-changed = { $number }: någon har ändrat uppgiften sedan sidan visades. Inget är bekräftat. Läs vad som står nu och välj igen.
usage-row-not-yours = { $number }: det finns ingen sådan lösning för er. Inget är bekräftat.
usage-row-no-reason = { $number }: den som har avstått behöver säga varför.
usage-row-not-bare = { $number }: det finns fler uppgifter, som skulle försvinna.

usage-grid = Fyll i rutnät
usage-grid-lead = En rad för varje lösning och en kolumn för varje organisation som du håller katalogen för. Bara det du ändrar sparas.
usage-grid-keys = Pilarna flyttar mellan rutorna. Mellanslag öppnar valen.
usage-grid-nothing = Okänt
usage-grid-waits = väntar på besked
usage-grid-unseen = Ser inte lösningen
usage-grid-save = Spara ändringarna
usage-grid-no-changes = Inget är ändrat.
usage-grid-one-change = En ruta är ändrad.
usage-grid-changes = { $number } rutor är ändrade.
usage-grid-none-text = Läs in lösningar från en fil, så går det att fylla i vem som använder dem.
usage-grid-stopped = Inget är sparat. Det här är i vägen.
usage-grid-saved = { $count ->
    [0] Inget var ändrat.
    [one] En ruta är sparad.
   *[other] { $word } rutor är sparade.
}
usage-cell-changed = Någon annan har ändrat. Nu står det { $present }. Sparar du igen gäller ditt val.
usage-cell-not-yours = Du kan inte ändra den här rutan.
usage-cell-no-reason = Den som har avstått säger varför.
usage-cell-not-bare = Här finns fler uppgifter, som skulle försvinna.
usage-cell-open = Öppna

people-is-contact = svarar på frågor om lösningen
usage-grid-narrow = På en liten skärm visas { $organisation }. Välj en annan organisation ovan.
usage-grid-narrow-all = Visa alla
