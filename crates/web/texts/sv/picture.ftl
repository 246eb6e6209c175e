# Ärendena som bilder: tavlan, färdplanen, nytta mot kostnad och flödet.

picture-as = Visa som
picture-list = Lista
picture-board = Tavla
picture-roadmap = Färdplan
picture-value = Nytta och kostnad
picture-flow = Flöde
picture-drawing = Bild. Tabellen under säger detsamma.
picture-nothing = Inga ärenden att visa
picture-nothing-text = Ett ärende öppnas när någon skickar ett behov.
picture-csv = Hämta tabellen som CSV
picture-board-heading = Var ärendena står
picture-board-lead = En kolumn för varje steg i processen. Öppna ett ärende för att se vad som saknas eller besluta.
picture-target = { $count ->
    [one] målet är 1 dag
   *[other] målet är { $count } dagar
}
picture-days-here = { $count ->
    [0] Kom hit i dag
    [one] Här sedan 1 dag
   *[other] Här sedan { $count } dagar
}
picture-days = { $count ->
    [one] 1 dag
   *[other] { $count } dagar
}
picture-other-stages = Andra steg
picture-column-empty = Inget här
picture-roadmap-heading = När ärendena kan vara framme
picture-roadmap-lead = Räknat på processens tid för varje steg, eller hur lång tid det brukar ta, från i dag. Det är ingen plan förrän någon har beslutat den.
picture-roadmap-drawn = Ärendenas väg genom stegen, kvartal för kvartal
picture-roadmap-numbers = Siffran i en stapel är stegets nummer i processen. Tabellen visar steget i slutet av varje kvartal.
picture-quarter = Kvartal { $number } { $year }
picture-last-stage = Sista steget från
picture-value-heading = Nytta mot kostnad och risk
picture-value-lead = Poängen från den senaste omgången mot kostnaden över hela livslängden. Bilden ordnar ingenting. Forumet beslutar.
picture-value-drawn = Ärenden efter poäng och kostnad
picture-no-bubbles = Inget ärende har både poäng och kostnad ännu.
picture-size = Större cirkel: fler organisationer har behovet
picture-axis-cost = Kostnad, trolig
picture-in-drawing = I bilden
picture-risk = Risk
picture-no-points = Inga poäng
picture-no-cost = Ingen kostnad
picture-no-risk = Inte bedömd
picture-cost-low = Kostnad i kronor, lägst
picture-cost-likely = Kostnad i kronor, trolig
picture-cost-high = Kostnad i kronor, högst
risk-low = Låg risk
risk-medium = Medelrisk
risk-high = Hög risk
picture-flow-heading = Hur länge ärendena står var
picture-flow-lead = Mediantiden för dem som har lämnat steget, och den längsta tiden för dem som är där nu. Också ärenden som är klara räknas.
picture-flow-drawn = Dagar i varje steg
picture-now = Där nu
picture-left = Har lämnat
picture-median = Mediantid
picture-longest = Längst nu
picture-goal = Mål
picture-without = { $count ->
    [one] Ett ärende till har varken poäng eller kostnad.
   *[other] { $count } ärenden till har varken poäng eller kostnad.
}
