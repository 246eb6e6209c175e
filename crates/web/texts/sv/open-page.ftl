# Det alla läser om en samverkan: sidan, projektloggen och varje inlägg. Och att skriva det.

place-open = Om samverkan
open-pages = Samverkan
open-pages-none = Ingen samverkan har en publik sida än
open-pages-none-text = När en samverkan har skrivit sin sida, och två personer har godkänt den, visas den här.
open-updated = Uppdaterad
open-figures = Läget i siffror
open-from = Varifrån?
open-parties-count = { $count ->
    [one] part
   *[other] parter
}
open-parties-from = { $people } invånare enligt de tal som parterna har lämnat.
open-needs-count = { $count ->
    [one] behov att läsa
   *[other] behov att läsa
}
open-needs-from = De behov som parterna har gjort publika. De flesta behov läses bara inom samverkan.
open-solutions-count = { $count ->
    [one] lösning att läsa om
   *[other] lösningar att läsa om
}
open-solutions-from = De lösningar i katalogen som alla får läsa.
open-entries-count = { $count ->
    [one] inlägg i loggen
   *[other] inlägg i loggen
}
open-entries-from = Allt som står i projektloggen, även pressmeddelanden.
open-log = Projektlogg
open-subscribe = Prenumerera (Atom)
open-whole-log = { $count ->
    [one] Hela loggen, ett inlägg
   *[other] Hela loggen, { $count } inlägg
}
open-log-none = Inget i loggen än
open-log-none-text = Här kommer daterade inlägg om vad som händer.
open-goals = Det här vill vi uppnå
open-now = Nuläge
open-join = Vill din organisation vara med?
open-contact = Kontakt
open-reuse = Återanvänd
open-reuse-text = Det som är publikt får läsas och användas fritt. Listorna finns som filer.
open-period = Tid: { $from } till { $until }.
open-period-from = Samverkan pågår sedan { $from }.
open-period-until = Samverkan pågår till { $until }.
open-inhabitants = { $people } invånare
open-party-needs = { $count ->
    [one] ett behov
   *[other] { $count } behov
}
open-party-solutions = { $count ->
    [one] en lösning används
   *[other] { $count } lösningar används
}
open-presses = { $count ->
    [one] Ett pressmeddelande
   *[other] { $count } pressmeddelanden
}
open-fictional = Påhittat exempel
open-preview = Så här kommer det att se ut. Bara ni som skriver för samverkan ser det ännu.
open-since = visas så här sedan { $day }
open-entry = Rubrik
open-day = Dag
open-kind = Slag
open-kind-page = Publik sida
open-kind-entry = Inlägg
open-kind-press = Pressmeddelande
open-lead = Kort om
open-body = Text
open-year = År
open-latest-first = Senaste först
open-oldest-first = Äldsta först

public-texts = Publik sida och projektlogg
public-texts-lead = Det här läser alla, utan att logga in. Den som skriver kan inte själv visa det: en annan samordnare i samverkan godkänner först.
public-texts-back = Tillbaka till sidan och loggen
public-text-title = Rubrik
public-text-stands = Läge
public-text-wished-by = { $name } vill visa det
public-text-no-page = Samverkan har ingen publik sida än.
public-text-no-entries = Loggen är tom. Skriv ett inlägg om något som har hänt, gärna också om det som inte gick.
public-text-open = Öppna som alla ser det
public-text-new-page = Skriv den publika sidan
public-text-new-entry = Nytt inlägg
public-text-new-press = Nytt pressmeddelande
public-text-state-draft = Skrivs
public-text-state-wished = Väntar på godkännande
public-text-state-scheduled = Visas senare
public-text-state-shown = Visas
public-text-state-changed = Visas, ändringar skrivs
public-text-state-withdrawn = Nedtagen
public-text-preview = Förhandsvisa
public-text-shown = Vad alla ser
public-text-shown-since = Visas sedan
public-text-shown-from = Byts ut
public-text-next = Nästa steg
public-text-is-down = Texten är nedtagen och läses bara av er som skriver. Tar ni upp den igen behöver den godkännas på nytt.
public-text-take-up = Ta upp igen
public-text-at-once = genast
public-text-wish = { $name } vill visa texten som den står nu. När: { $day }. Någon annan än { $name } godkänner.
public-text-agree = Godkänn och visa
public-text-decline = Godkänn inte
public-text-take-back = Ta tillbaka
public-text-wish-help = När du är klar ber du någon annan godkänna. De andra samordnarna i samverkan får veta det.
public-text-from-day = Visa från dagen
public-text-from-day-help = Till exempel 2027-03-01. Tomt betyder genast när någon har godkänt.
public-text-wish-press = Be om godkännande
public-text-nothing-next = Alla ser det som står här. Ändra texten om något har blivit fel.
public-text-take-down = Ta ned genast
public-text-purpose = Syfte, i en eller två meningar
public-text-period-from = Samverkan börjar
public-text-period-until = Samverkan slutar
public-text-day-help = År, månad och dag: 2027-03-01.
public-text-goals-help = Ett mål på varje rad, högst tio. Det som står före första punkten visas i fetstil.
public-text-contact-help = En funktion eller en adress som håller när någon byter jobb.
public-text-link = Länk
public-text-link-help = En adress som börjar med https:// där det går att läsa mer.
public-text-form-lead = Skriv så att den som inte kan något om samverkan förstår. Inga avtal, priser eller namn på enskilda.
public-text-stands-now = Nu står det: { $text }
public-text-back = Tillbaka till texten
public-text-told-wished = De andra samordnarna har fått veta att du vill visa texten.
public-text-told-agreed = Godkänt.
public-text-told-declined = Texten visas inte. Den kan ändras och föreslås igen.
public-text-told-down = Texten är nedtagen. Ingen utanför ser den längre.
public-text-told-up = Texten är upptagen igen, som något ni skriver på.

error-nothing-new-heading = Det visas redan
error-nothing-new-text = Det som står i texten är vad alla ser. Ändra något först.
error-taken-down-heading = Texten är nedtagen, eller är det inte längre
error-taken-down-text = Någon annan kan ha hunnit före. Öppna sidan igen och se vad som gäller.
error-changed-while-writing = Någon annan har ändrat medan du skrev. Din text står kvar, och vid varje fält som skiljer sig står det som gäller nu. Spara igen om din text ska gälla.
