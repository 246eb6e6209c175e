# Gallring: regler, vad som kan gallras, beslut, och vad som står där något fanns.

disposal = Gallring
disposal-lead = Det här får gallras nu enligt reglerna: avslutat och äldre än vad regeln säger. Ingenting försvinner utan ett beslut som en administratör skriver in och en annan verkställer.
disposal-new = Skriv in ett beslut
disposal-rules = Gallringsregler
disposal-decisions = Gallringsbeslut
disposal-all-kinds = Allt
disposal-by-day = Avslutat
disposal-by-number = Nummer
disposal-none = Inget att gallra nu
disposal-none-text = Allt som är avslutat är nyare än vad reglerna säger. Se reglerna för hur länge olika slag sparas.
disposal-record = Post
disposal-kind = Slag
disposal-title = Vad
disposal-closed = Avslutad
disposal-count = Antal
disposal-package = Ta ut först
disposal-rules-lead = Så länge sparas varje slag efter att det avslutats. Reglerna gäller hela Brygga; varje organisation beslutar själv om gallring av sitt.
disposal-kept-how-long = Så länge sparas det
disposal-kept = Sparas
disposal-note = Varför
disposal-said-by = Beslutad av
disposal-change = Ändra
disposal-proposal = Förslag
disposal-kept-for-good = Bevaras
disposal-months = { $count ->
    [one] 1 månad
   *[other] { $count } månader
}
disposal-months-field = Månader efter avslut
disposal-months-help = Lämna tomt för det som ska bevaras.
disposal-rule-lead = Ändringen är en ny version av regeln. Den gallrar inget i sig.
disposal-save = Spara
disposal-back = Tillbaka utan att spara
disposal-decisions-lead = Beslut om gallring av organisationens egna uppgifter.
disposal-decisions-none = Inga beslut ännu.
disposal-reference = Beslutsnummer
disposal-reference-help = Som det står i beslutet, till exempel KS 2026/123 § 45.
disposal-decided-on = Beslutsdag
disposal-decided-on-help = Som 2026-11-09. I dag eller tidigare.
disposal-state = Läge
disposal-new-lead = Beslutet gäller allt i listan över det som får gallras nu. En annan administratör verkställer det. Ta ut ärendena som paket först om de ska levereras till arkiv.
disposal-would = { $count ->
    [one] 1 post gallras när beslutet verkställs. Det går inte att ångra.
   *[other] { $count } poster gallras när beslutet verkställs. Det går inte att ångra.
}
disposal-propose = Skriv in beslutet
disposal-proposed-by = Inskrivet av
disposal-done-by = Avslutat av
disposal-carry-out-note = Texterna töms, också i händelseloggen. Det går inte att ångra. Det som har tagits upp igen sedan beslutet skrevs in lämnas kvar.
disposal-another = En annan administratör än den som skrev in beslutet verkställer det.
disposal-carry-out = Verkställ gallringen
disposal-take-back = Ta tillbaka beslutet
disposal-items = Det beslutet gäller
disposal-emptied = Gallrad
disposal-is-emptied = Ja
disposal-not-emptied = Nej
disposal-gone = { $number } är gallrad enligt beslut { $reference }, { $day }.
disposal-state-proposed = Väntar på verkställighet
disposal-state-done = Verkställt
disposal-state-taken-back = Återtaget
disposed-kind-need = Behov
disposed-kind-case = Ärenden
disposed-kind-initiative = Initiativ
disposed-kind-comment = Kommentarer
disposed-kind-notice = Notiser
disposed-kind-letter = Brev
disposed-kind-session = Inloggningar
event-disposed = { $who } gallrade texterna enligt beslut.
event-disposal-rule-changed = { $who } ändrade en gallringsregel.
error-gone-heading = Gallrad
error-nothing-to-dispose-heading = Det finns inget att gallra
error-nothing-to-dispose-text = Inget är tillräckligt gammalt enligt reglerna. Det som fanns när du öppnade sidan kan ha tagits upp igen.
field-missing-decided-on = Skriv beslutsdagen, till exempel 2026-11-09.
