# Organisationer: listan och sidan.

organisations-lead = De som finns här. Antalet invånare öppnar datum och källa.
organisations-table = Organisationer, efter namn
organisations-none = Här kommer organisationerna att stå
organisations-none-text = Den som sköter driften lägger till dem.
organisation-name = Namn
organisation-kind = Slag
organisation-code = Kommunkod
organisation-inhabitants = Invånare
organisation-inhabitants-of = invånare i { $name }, visa källan
organisation-as-of = Per
organisation-uses = Använder
organisation-solutions-of = lösningar i { $name }
organisation-needs-of = behov i { $name }
organisation-you-are-here = Du är här
organisation-gone = Organisationen upphörde { $day }.
organisation-successor = Det som den hade ansvar för togs över av
organisation-solutions = { $count ->
    [0] Använder inga lösningar
    [one] Använder 1 lösning
   *[other] Använder { $count } lösningar
}
organisation-all-solutions = Visa alla lösningar
organisation-no-solutions = Ingen lösning som du kan se används här.
organisation-needs = { $count ->
    [0] Inga behov
    [one] Ett behov
   *[other] { $word } behov
}
organisation-all-needs = Visa alla behov
organisation-no-needs = Inget behov härifrån är delat med dig.
organisation-together-with = Tillsammans med
organisation-about = Om { $name }
organisation-county = Län
organisation-on-day = per { $day }
organisation-source = Källa
organisation-exists = Finns
organisation-from = sedan { $from }
organisation-to = till { $to }
organisation-from-to = { $from } till { $to }
organisation-since = sedan { $day }
