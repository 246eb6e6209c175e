# Sök bland allt.

search-in-brygga = Sök i Brygga
search-among = Sök bland allt i Brygga
search-open = Vad letar du efter?
search-open-help = Tangenten / öppnar sökningen från alla sidor. Esc stänger den.
search-help = Skriv ett eller flera ord, eller bara början av dem. Ett nummer som B-2026-0042 leder rakt till sidan.
search-show-in-list = Visa i listan
search-show-all = Visa alla { $count }
search-by-kind = Typ
search-by-organisation = Organisation
search-every-kind = Alla typer
search-chip-kind = Typ: { $value }
search-chip-organisation = Organisation: { $value }
search-kind-needs = Behov
search-kind-solutions = Lösningar
search-kind-cases = Ärenden
search-kind-initiatives = Initiativ
search-kind-benefits = Nyttor
search-kind-lessons = Lärdomar
search-kind-knowledge = Kunskap
search-kind-organisations = Organisationer
search-kind-forums = Forum
search-kind-meetings = Möten
search-kind-figures = Nyckeltal
search-kind-typical-needs = Typiska behov
search-kind-people = Personer
search-typical-of = Typiskt för { $solution }
search-meant = Menade du
search-nothing = Inget med orden { $words }
search-nothing-narrowed = Ta bort ett filter för att söka bland mer.
search-nothing-text = Alla ord ska finnas i samma text. Prova färre ord, eller bara början av dem. Beskriv annars vad ni behöver, så hittas det som liknar.
search-describe-a-need = Beskriv ett behov
search-found = { $count ->
    [one] En träff
   *[other] { $word } träffar
}
search-more-organisations = { $count ->
    [one] En organisation till
   *[other] { $word } organisationer till
}
search-needs = { $count ->
    [one] Ett behov
   *[other] { $word } behov
}
search-solutions = { $count ->
    [one] En lösning
   *[other] { $word } lösningar
}
search-cases = { $count ->
    [one] Ett ärende
   *[other] { $word } ärenden
}
search-initiatives = { $count ->
    [one] Ett initiativ
   *[other] { $word } initiativ
}
search-benefits = { $count ->
    [one] En nytta
   *[other] { $word } nyttor
}
search-lessons = { $count ->
    [one] En lärdom
   *[other] { $word } lärdomar
}
search-organisations = { $count ->
    [one] En organisation
   *[other] { $word } organisationer
}
search-forums = { $count ->
    [one] Ett forum
   *[other] { $word } forum
}
search-meetings = { $count ->
    [one] Ett möte
   *[other] { $word } möten
}
search-figures = { $count ->
    [one] Ett nyckeltal
   *[other] { $word } nyckeltal
}
search-typical-needs = { $count ->
    [one] Typiska behov hos en lösning
   *[other] { $word } lösningar med typiska behov
}
search-people = { $count ->
    [one] En person
   *[other] { $word } personer
}
