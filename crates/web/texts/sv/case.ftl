# Ärenden: listan, sidan, formulären, besluten och det som berättas om dem.

place-cases = Ärenden
cases-which = Vilka ärenden
cases-waiting = Väntar på dig
cases-of-ours = Vår organisation
cases-all = Alla ärenden
cases-filters = Filtrera ärenden
cases-by-changed = senast ändrade först
cases-by-due = sista dag först
cases-by-entered = de som väntat längst först
cases-by-title = efter rubrik
cases-not-over = Pågår eller vilar
cases-late = Försenade
cases-only-late = Bara försenade
cases-chip-stage = Steg: { $value }
cases-chip-track = Spår: { $value }
cases-chip-late = { $value }
cases-also-waits = Väntar också på dig
cases-asked = { $organisation } vill ha med behovet ”{ $need }” i ärendet.
cases-without = Behovet är skickat men har inget ärende.
cases-access = { $count ->
    [one] 1 person ber om tillgång.
   *[other] { $count } personer ber om tillgång.
}
cases-none = Inga ärenden ännu
cases-none-text = Ett ärende öppnas när någon skickar ett behov.
cases-none-waits = Inget väntar på dig
cases-none-waits-text = Här ser du det som du kan besluta om, i den ordning det behöver bli klart.
cases-see-all = Se alla ärenden
cases-none-with = Inget ärende med { $filters }
cases-none-with-text = Ta bort ett filter eller sök på något annat.

case-column-case = Ärende
case-column-standing = Var det står
case-column-organisations = Organisationer
case-column-since = Sedan
case-column-due = Senast
cases-time = Tid
case-take-up = Dags att ta upp igen
case-day-help = Skriv år, månad och dag, till exempel 2027-03-01.
case-checks-table = Frågor och svar i kvalificeringen
case-no-due = Ingen sista dag
case-late = Försenat
case-kept-by = Hålls av
case-owner = Behovsägare
case-no-owner = Ingen utsedd
case-about = Om ärendet
case-stage = Steg
case-stage-there = Steg i den nya versionen
case-track = Spår
case-track-help = Gemensamt spår bereds och beslutas i samverkans forum. Då måste ärendet vara delat med samverkan.
track-local = Lokalt
track-joint = Gemensamt
case-state-running = Pågår
case-state-dormant = Vilar
case-state-closed = Lämnat processen
case-state-finished = Avslutat
case-step-before = Klart
case-step-now = Här är det nu
case-step-after = Återstår
case-way = Ärendets väg
case-since = sedan { $day }
case-due = senast { $day }
case-rests-until = Vilar till { $day }
case-title = Rubrik
case-statement = Gemensamt behov
case-statement-help = Det som organisationerna har gemensamt. Vars och ens egna ord står kvar under.
case-organisations = { $count ->
    [one] { $word } organisation har det här
   *[other] { $word } organisationer har det här
}
case-with-law = { $count ->
    [one] en med lagkrav
   *[other] { $count } med lagkrav
}
case-need = Behovet
case-law = Lagkrav: { $law }
case-hidden = { $count ->
    [one] Ett behov till ingår, som du inte får läsa.
   *[other] { $count } behov till ingår, som du inte får läsa.
}
case-asked-for = Det som ska finnas
case-at-hand = Finns
case-missing = Saknas
case-only-for-fast = Bara för snabbspår
case-do-it = Gör det nu
case-write-evidence = Skriv underlag
case-evidence-help = Skriv kort, eller ange var underlaget finns. Skriv inget om enskilda personer.
case-no-evidence = Här finns inget att skriva: grinden frågar bara efter sådant som syns av sig självt.
case-qualification = Kvalificering
case-qualify = Kvalificera
case-qualified = Kvalificeringen är klar och regeln är uppfylld.
case-unanswered = { $count ->
    [one] En fråga har inget svar.
   *[other] { $count } frågor har inget svar.
}
case-must-be-yes = { $count ->
    [one] En fråga som måste ha svaret Ja har det inte.
   *[other] { $count } frågor som måste ha svaret Ja har det inte.
}
case-too-unclear = { $unclear } svar är Oklart. Högst { $max } får vara det.
case-rule = Frågor märkta Måste vara Ja ska ha svaret Ja. Av de andra får högst { $max } vara Oklart. Annars går ärendet tillbaka och kompletteras.
case-check = Fråga
case-answer = Svar
case-no-answer = Inget svar
case-must = Måste vara Ja
case-stands-on = Underlag
answer-yes = Ja
answer-partly = Delvis
answer-no = Nej
answer-unclear = Oklart
case-next-missing = { $count ->
    [one] En sak saknas innan ärendet kan gå vidare.
   *[other] { $count } saker saknas innan ärendet kan gå vidare.
}
case-next-decide = Allt som ska finnas finns. Du kan besluta.
case-next-waits = Allt som ska finnas finns. Ärendet väntar på beslut.
case-next-rests = Ärendet vilar. Det kan tas upp igen när som helst.
case-next-closed = Ärendet har lämnat processen. Det kan tas upp igen.
case-next-finished = Ärendet är avslutat.
case-nobody-decides = Ingen i { $organisation } har rollen { $role }, så ingen kan besluta. Be en administratör att ge någon rollen.
case-decide = Besluta
case-decide-again = Ta upp igen eller rätta
case-decision = Beslut
case-decisions = Beslut
case-decides = Beslutet fattas av { $body }. Du skriver in det.
case-decided-by = Beslutat av
case-decided-on = Beslutsdag
case-reason = Skäl
case-reason-help = Skriv så att den som bad om det förstår. Skälet skickas till alla som har behovet.
case-reference = Mandat eller protokoll
case-reference-help = Till exempel § 14 i protokollet den 12 november. Måste anges när en nämnd eller direktion har beslutat.
case-leave = Lämnar processen
case-back-to = Tillbaka, för att kompletteras
case-until = Vilar till
case-look = Granska beslutet
case-review = Granska beslutet
case-will-be-told = Beslutet och skälet skickas till dem som har behovet: { $organisations }.
case-for-good = Ett beslut kan inte ändras efteråt. Blev det fel fattas ett nytt.
case-confirm = Bekräfta beslutet
case-change-decision = Ändra
case-lacks = Kan inte väljas än. Saknas: { $what }
case-no-course = Välj vad som beslutas.
case-no-until = Skriv till vilken dag ärendet vilar, till exempel 2027-03-01.
case-no-day = Skriv vilken dag beslutet fattades, till exempel 2026-11-27.
case-recorded-by = inskrivet av { $who } ({ $organisation })
case-back = Tillbaka till ärendet
case-save = Spara
case-edit = Ändra uppgifter
case-newer-process = Processen har en nyare version ({ $number }). Ärendet går enligt den version det började på.
case-move-process = Flytta till den nya versionen
case-move-help = Varför ärendet byter version. Inget som är skrivet går förlorat.
case-move-now = Flytta ärendet
case-bundle = Samla behov
case-bundle-help = Behov från flera organisationer kan gå samma väg. Vars och ens ord står kvar, och det som samlats kan alltid skiljas åt igen.
case-suggested = Fler med samma behov
case-nothing-suggested = Inget annat behov liknar det här tydligt.
case-points-at = Båda pekar på { $solutions }.
case-speaks-alike = Texterna handlar om samma sak.
case-is-in = Ingår i { $number }, { $title }.
case-join = Ta med
case-ask = Fråga { $organisation }
case-join-by-number = Ta med ett annat behov
case-need-number = Behovets nummer
case-need-number-help = Till exempel B-2026-0042. En annan organisations behov får en fråga först.
case-join-number = Ta med eller fråga
case-no-such-need = Det finns inget skickat behov med det numret som du får läsa. Kontrollera numret.
case-asked-needs = Tillfrågade
case-join-yes = Ja, ta med
case-join-no = Nej
case-part = Skilj ut
case-split = Dela upp
case-split-needs = Behov som får ett eget ärende
case-split-help = Det nya ärendet står i samma steg. Minst ett behov ska vara kvar.
case-split-title = Rubrik på det nya ärendet
case-split-now = Dela upp
case-twins = Ett annat ärende verkar göra samma sak
case-twin-alike = hålls av { $organisation } och handlar om samma sak.
case-twin-shared = hålls av { $organisation } och pekar också på { $solutions }.
case-told-decided = Beslutet är fattat. De som har behovet får veta det och skälet.
case-told-saved = Det är sparat.
case-told-joined = Behovet är med i ärendet.
case-told-asked = Frågan är skickad. De som sköter behovet svarar.
case-told-parted = Behovet är utskilt och har sitt eget ärende igen.
case-told-split = Det här är det nya ärendet.
case-told-opened = Ärendet är öppnat.
case-at-need = Ärende
case-none-at-need = Behovet har inget ärende ännu.
case-open = Öppna ett ärende

exit-solved = Löst med befintlig lösning
exit-local = Hanteras lokalt
exit-joined = Sammanförd
exit-dormant = Vilande till datum
exit-declined = Avslag
exit-it-matter = IT-ärende
exit-withdrawn = Tillbakataget
outcome-onward = Vidare till { $stage }
outcome-back = Tillbaka till { $stage }
outcome-exit = Lämnade processen i { $stage }
outcome-resumed = Taget upp igen i { $stage }
outcome-shared-by = Kostnaden delas med nyckeln { $key }
outcome-corrected = Rättat: står i { $stage }
level-unit = enheten
level-municipality = kommunen
level-joint = gemensamt forum
level-board = egen nämnd
level-federation = förbundets direktion

decided-onward = { $body }: ärendet går vidare till { $stage }. { $reason }
decided-back = { $body }: ärendet går tillbaka till { $stage } för att kompletteras. { $reason }
decided-exit = { $body }: ärendet lämnar processen. { $reason }
decided-resumed = Ärendet är taget upp igen och står i { $stage }. { $reason }
decided-shared-by = { $body }: kostnaden delas med nyckeln { $key }. { $reason }
case-share-by = Dela kostnaden med nyckeln
decided-corrected = Ett tidigare beslut är rättat. Ärendet står i { $stage }. { $reason }
decided-exit-solved = { $body }: behovet löses med något som redan finns. { $reason }
decided-exit-local = { $body }: behovet tas om hand lokalt. { $reason }
decided-exit-joined = { $body }: behovet går vidare tillsammans med andras. { $reason }
decided-exit-dormant = { $body }: ärendet vilar till { $day }. { $reason }
decided-exit-declined = { $body }: det blir nej den här gången. { $reason }
decided-exit-it-matter = { $body }: tack för att du sa till. Det här hjälper IT-supporten dig med snabbare. { $reason }
decided-exit-withdrawn = Behovet togs tillbaka. { $reason }

case-event-opened = { $who } öppnade ärendet.
case-event-taken-up = { $who } tog upp ärendet igen.
case-event-edited = { $who } ändrade uppgifter om ärendet.
case-event-evidence = { $who } skrev underlag.
case-event-checks = { $who } svarade på kvalificeringen.
case-event-process = { $who } flyttade ärendet till en ny version av processen.
case-event-rested = Ärendet har vilat färdigt. Ta upp det igen, eller bestäm hur länge det ska vila till.
case-event-moved = Ärendet hålls nu av en annan organisation.
case-event-joined = { $who } tog med behovet { $need }.
case-event-joined-into = { $who } tog med behov härifrån i { $case }.
case-event-parted = { $who } skilde ut behovet { $need }.
case-event-asked = { $who } frågade om behovet { $need } får vara med.
case-event-declined = { $who } svarade nej för behovet { $need }.
package = Arkivpaket
package-help = Hela ärendet som en ZIP-fil: en läsbar sida, allt som data, länkarna och kontrollsummor. Att den hämtas syns i historiken.
package-masked = Hämta maskerat
package-whole = Hämta med namn
package-is-masked = Namn på personer i samverkan, personnummer, adresser och telefonnummer är ersatta. Läs igenom innan du lämnar ut: allt går inte att hitta.
package-comments = Kommentarer
package-place = Plats i data
package-address = Adress
case-event-package = { $who } hämtade ärendet som arkivpaket.
