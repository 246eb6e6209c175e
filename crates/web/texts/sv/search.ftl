# Sök bland allt.

search-in-brygga = Sök i Brygga
search-among = Sök bland behov, lösningar och organisationer
search-help = Skriv ett eller flera ord, eller bara början av dem. Ett nummer som B-2026-0042 leder rakt till sidan.
search-show-in-list = Visa i listan
search-solutions = { $count ->
    [one] En lösning
   *[other] { $word } lösningar
}
search-needs = { $count ->
    [one] Ett behov
   *[other] { $word } behov
}
search-organisations = { $count ->
    [one] En organisation
   *[other] { $word } organisationer
}
search-nothing = Inget med orden { $words }
search-nothing-text = Alla ord ska finnas i samma text. Prova färre ord, eller bara början av dem. Beskriv annars vad ni behöver, så hittas det som liknar.
search-describe-a-need = Beskriv ett behov
