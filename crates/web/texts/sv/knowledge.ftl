# Kunskap
place-knowledge = Kunskap
knowledge-lead = Artiklar, metoder, checklistor och forskning som gäller för mer än ett införande.
knowledge-none = Ingen kunskap ännu
knowledge-none-text = Skriv en metod som har fungerat hos er, eller läs in publikationer från ett referensprogram.
article = Kunskap
article-about = Om texten
article-authors = Författare
article-back = Till texten
article-back-to-all = Till all kunskap
article-became = Vad som hände
article-body = Texten
article-body-help = Skriv i Markdown: # för rubrik, - för punkt, [ ] för något att bocka av. HTML visas som text, och bilder blir länkar.
article-by = Av
article-change = Ändra texten
article-changed = Ändrad
article-difference = Skillnad mot versionen före
article-form-help = Skriv så att någon i en annan kommun förstår. Nämn inga personer.
article-kind = Slag
article-line = Rad
article-line-gone = Togs bort
article-line-new = Kom till
article-name-me = Namnge mig som { $part }
article-unname-me = Namnge mig inte längre som { $part }
article-new = Skriv kunskap
article-note = Varför texten ändras
article-note-help = En mening som den som läser historiken förstår.
article-part = Som
article-part-author = författare
article-part-expert = någon att fråga
article-people = Författare och de som går att fråga
article-people-help = Bara den som själv har sagt ja står här. Det går att ta tillbaka när som helst.
article-people-none = Ingen har sagt ja till att stå här.
article-person = Namn
article-summary = Kort sagt
article-table = Tabell i texten
article-tied-to = Hör till
article-ties-help = Texten föreslås vid de steg, frågor och mognadsområden som du väljer.
article-title = Rubrik
article-told-named = Sparat. Det går att ändra när du vill.
article-told-written = Texten är sparad. Den föreslås där den hör hemma.
article-version = Version
article-version-number = Version { $number }
article-versions = Versioner
article-when = När
article-whose = Organisation
article-kind-article = Artikel
article-kind-method = Metod
article-kind-checklist = Checklista
article-kind-publication = Publikation
knowledge-suggested = Kunskap som kan hjälpa här
tie-kind-stage = Steg
tie-kind-readiness = Beredskap
tie-kind-dimension = Mognad
tie-kind-challenge = Utmaning

# Publikationer
reference-authors-help = En per rad, efternamnet först: Ek, Lisa.
reference-container = Tidskrift eller bok
reference-doi = DOI
reference-doi-help = Börjar med 10., med eller utan adress före.
reference-fields = För en publikation: var den är publicerad
reference-issue = Nummer
reference-pages = Sidor
reference-published = Publicerad
reference-publisher = Utgivare
reference-url = Adress
reference-volume = Årgång
reference-year = År
references-again = Klistra in något annat
references-at-entry = Post { $number }: { $why }
references-at-line = Rad { $number }: { $why }
references-bibtex = Publikationerna som BibTeX
references-csl = Publikationerna som CSL-JSON
references-entry-refused = Post { $number }: rubriken är för lång, eller så ser något ut som ett personnummer. Inget är sparat.
references-help = Klistra in BibTeX eller CSL-JSON från ett referensprogram. Nästa sida visar rad för rad vad som läses in, innan något sparas.
references-is-new = Ny
references-known = Finns redan
references-preview = Det här läses in
references-read-in = Läs in publikationer
references-rows = Publikationer i texten
references-show = Visa vad som läses in
references-text = BibTeX eller CSL-JSON
references-told = Inlästa publikationer: { $made }. Fanns redan: { $known }. Än så länge läser bara er egen organisation dem.
references-what = Vad som händer
not-read-nothing = här finns ingen publikation.
not-read-too-large = texten är för stor. Dela den i flera.
not-read-too-many = här finns för många. Läs in högst 500 åt gången.
not-read-unclosed = posten börjar men slutar aldrig. En klammer saknas.
not-read-no-field = ett fält saknar namn eller likhetstecken.
not-read-no-value = ett fält saknar värde.
not-read-not-json = det här är ingen giltig JSON.
not-read-not-references = det här är JSON men inga publikationer.
not-read-no-title = titeln saknas.
not-read-year = årtalet är inget årtal.
not-read-doi = det här är ingen DOI.
not-read-link = adressen är ingen adress på webben.
not-read-too-many-authors = här står för många författare.
field-not-a-doi = Skriv en DOI. Den börjar med 10. och har ett snedstreck.
field-missing-body = Skriv texten.
article-lines-gone = { $count ->
    [one] En rad togs bort.
   *[other] { $count } rader togs bort.
}
article-lines-new = { $count ->
    [one] En rad kom till.
   *[other] { $count } rader kom till.
}
references-keep = { $count ->
    [one] Läs in en publikation
   *[other] Läs in { $count } publikationer
}
references-new = { $count ->
    [one] En publikation är ny. Den sparas för er egen organisation.
   *[other] { $count } publikationer är nya. De sparas för er egen organisation.
}
search-knowledge = { $count ->
    [one] En text med kunskap
   *[other] { $word } texter med kunskap
}
