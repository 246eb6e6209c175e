# Omdömen: hur väl en lösning passar ett behov.

verdict-fits = Passar
verdict-partly = Delvis
verdict-not = Passar inte
verdict-said-fits = passar
verdict-said-partly = passar delvis
verdict-said-not = passar inte
verdict-of = Ditt omdöme om { $name }
verdict-line = { $person }, { $organisation }: { $verdict }, { $day }
verdict-line-with-reason = { $line }. Skäl: { $reason }
verdict-say-why = Säg varför
verdict-why = Varför passar den inte?
verdict-why-heading = Varför passar { $name } inte?
verdict-reason = Skäl
verdict-reason-help = De som ser både behovet och lösningen ser skälet. Skriv inga namn och inga avtalspriser.
verdict-reason-too-long = { $count ->
    [one] Texten är 1 tecken för lång. Korta den till högst 500 tecken.
   *[other] Texten är { $count } tecken för lång. Korta den till högst 500 tecken.
}
verdict-save-reason = Spara skälet
verdict-no-reason = Spara inget skäl
verdict-others = Fler lösningar som har fått omdöme
verdict-judged-for = { $count ->
    [one] Bedömd för ett behov
   *[other] Bedömd för { $count } behov
}
need-event-verdict-given = { $who } gav { $solution } omdömet { $verdict }.
need-event-verdict-taken-back = { $who } tog tillbaka sitt omdöme om { $solution }.

# Vad omdömen gör med ordningen
verdict-lifted = { $count ->
    [one] Lyft lite: ett liknande behov har fått omdömet passar eller passar delvis.
   *[other] Lyft lite: { $count } liknande behov har fått omdömet passar eller passar delvis.
}
verdict-lifted-although = { $line } Andra omdömen säger emot.
verdict-lowered = { $count ->
    [one] Sänkt lite: ett liknande behov har fått omdömet passar inte.
   *[other] Sänkt lite: { $count } liknande behov har fått omdömet passar inte.
}
verdict-lowered-although = { $line } Andra omdömen säger emot.
