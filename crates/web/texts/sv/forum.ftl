# Forum och möten: vilka som sitter var, dagordningen, mötet punkt för punkt, protokollet och uppgifterna efteråt.

forums = Forum
forums-lead = Ett forum beslutar om ärenden vid sina möten. Processen säger vid vilka steg.
forums-none = Inget forum ännu
forums-none-text = Ett forum skapas av den som samordnar eller leder beredningen.
forum = Forum
forum-new = Nytt forum
forum-edit = Ändra forumet
forum-whose = Vems forum
forum-joint = Samverkans forum
forum-own = Organisationens eget forum
forum-no-collaboration = Organisationen är inte med i någon samverkan. Välj organisationens eget forum.
forum-waits = Väntar på forumet
forum-nothing-waits = Inget väntar
forum-nothing-waits-text = Inget ärende väntar på forumet just nu.
forum-waiting-count = { $count ->
    [one] 1 ärende
   *[other] { $count } ärenden
}
forum-next-meeting = Nästa möte
forum-no-meeting = Inget planerat
forum-seats = De som sitter här
forum-seats-count = { $count ->
    [one] 1 person
   *[other] { $count } personer
}
forum-name = Forumets namn
forum-name-help = Till exempel Digitaliseringsforum.
forum-body = Beslutar i stället för
forum-body-help = Den som processen pekar ut vid stegen. Ärenden som väntar på den kommer upp i det här forumet.
forum-body-name = Det som forumet heter
forum-body-is = Beslutar där processen säger { $body }.
forum-mandate = Mandat
forum-mandate-help = Vad forumet får besluta, för vem, och upp till vilket belopp.
forum-voting = Hur forumet beslutar
voting-consensus = När alla är eniga. Annars skjuts frågan upp.
voting-organisations = Genom röstning om ni inte är eniga, en röst för varje organisation.
voting-members = Genom röstning om ni inte är eniga, en röst för varje ledamot.
forum-quorum = Minst så många organisationer måste vara med
forum-quorum-help = Lämna tomt om ingen sådan gräns finns.
forum-no-quorum-number = Skriv antalet som ett heltal, till exempel 4, eller lämna fältet tomt.
forum-quorum-is = { $count ->
    [one] minst 1 organisation måste vara med
   *[other] minst { $count } organisationer måste vara med
}
forum-begin = Skapa forumet
forum-back = Tillbaka till forumet
forum-back-to-list = Tillbaka till alla forum
forum-told-begun = Forumet finns. Välj vilka som sitter här.
forum-told-seat = Platsen är ändrad.
forum-told-ended = Forumet är nedlagt. Det som beslutats finns kvar.
forum-is-ended = Nedlagt
forum-next-call = Ärenden väntar. Kalla till ett möte.
forum-next-nothing = Inget väntar. Ett möte kan ändå kallas.
forum-table = { $what }, tabell
forum-to-meeting = Till mötet { $day }
forum-next-prepare = Nästa möte är kallat. Gå till det för att ändra dagordningen eller hålla det.
forum-meetings = Möten
forum-no-meetings = Forumet har inte haft något möte.
forum-more-meetings = { $count ->
    [one] Visa ett möte till
   *[other] Visa { $count } möten till
}
forum-csv = Hämta mötena som CSV
forum-calendar = Lägg kommande möten i kalendern
forum-nobody-sits = Ingen har en plats ännu.
forum-give-seat = Ge en plats
forum-take-seat = Ta bort
forum-person = Person
forum-as-what = Som
forum-end = Lägg ned forumet
forum-end-means = Inga fler möten kan kallas. Det som beslutats finns kvar att läsa.
forum-end-now = Lägg ned nu
seat-chair = Ordförande
seat-secretary = Sekreterare
seat-member = Ledamot
seat-adviser = Rådgivare

meeting = Möte
meeting-number = Möte { $number }
meeting-of = { $forum }, möte { $number }
meeting-call = Kalla till möte
meeting-call-now = Kalla
meeting-call-tells = Alla som sitter i forumet får veta det.
meeting-move = Ändra tid eller plats
meeting-when = När
meeting-day = Dag
meeting-starts = Från
meeting-ends = Till
meeting-time-help = Till exempel 09.00.
meeting-place = Plats
meeting-place-help = Rum och adress, eller länken till det digitala mötet.
meeting-no-day = Skriv vilken dag mötet hålls, till exempel 2027-03-01.
meeting-no-time = Skriv klockslaget med timmar och minuter, till exempel 09.00.
meeting-cases = Ärenden som väntar på forumet
meeting-cases-help = De tas upp i den här ordningen. Den kan ändras efteråt.
meeting-others = Övriga punkter
meeting-others-help = Sådant som tas upp utan att vara ett ärende. Det som sköts upp förra gången står redan här.
meeting-other-number = Punkt { $number }
meeting-case-elsewhere = Ett av ärendena väntar inte längre på forumet. Ta bort det och kalla igen.
meeting-back = Tillbaka till mötet
meeting-state-planned = Planerat
meeting-state-running = Pågår
meeting-state-ended = Väntar på justering
meeting-state-confirmed = Justerat
meeting-state-cancelled = Inställt
meeting-agenda = Dagordning
meeting-items = { $count ->
    [one] 1 punkt
   *[other] { $count } punkter
}
meeting-decided = { $count ->
    [one] 1 beslut
   *[other] { $count } beslut
}
meeting-decided-many = Beslut
meeting-no-items = Inget står på dagordningen.
meeting-hidden-matter = Ett ärende som du inte får läsa
meeting-up = Flytta upp
meeting-off = Ta bort
meeting-waiting-case = Ärende som väntar
meeting-add-case = Lägg till ärendet
meeting-other = Övrig punkt
meeting-add-other = Lägg till punkten
meeting-attendance = Närvaro
meeting-who-is-there = Vilka är med?
meeting-take-attendance = Skriv upp vilka som är med
meeting-save-attendance = Spara närvaron
meeting-is-there = Med
meeting-open = Öppna mötet
meeting-end = Avsluta mötet
meeting-end-defers = Punkter som inte hunnits med skjuts upp.
meeting-to-next = Ta upp nästa punkt
meeting-confirm = Justera protokollet
meeting-confirm-means = Du intygar att protokollet stämmer. Efter det ändras ingenting i det.
meeting-cancel = Ställ in mötet
meeting-cancel-means = Alla som sitter i forumet får veta det. Ärendena väntar kvar.
meeting-cancel-now = Ställ in nu
meeting-calendar = Lägg mötet i kalendern
meeting-next-open = Skriv upp vilka som är med och öppna mötet.
meeting-next-planned = Mötet väntar på sin dag.
meeting-next-treat = Mötet pågår. Ta upp en punkt i taget och avsluta när allt är behandlat.
meeting-next-running = Mötet pågår. Du kan följa det punkt för punkt.
meeting-next-confirm = Läs protokollet och justera det.
meeting-next-ended = Protokollet väntar på att någon som var med justerar det. Den som skrev det kan inte göra det.
meeting-next-confirmed = Protokollet är justerat. En rättelse är ett nytt beslut.
meeting-next-cancelled = Mötet blev inte av.
meeting-told-called = Mötet är kallat. De som sitter i forumet får veta det.
meeting-told-attendance = Närvaron är sparad.
meeting-told-running = Mötet är öppnat.
meeting-told-ended = Mötet är slut. Protokollet väntar på justering.
meeting-told-confirmed = Protokollet är justerat.
meeting-told-cancelled = Mötet är inställt.
meeting-told-action = Uppgiften är given. Den som fått den ser den bland det som väntar.
meeting-told-done = Uppgiften är klar.
meeting-told-treated = Det är infört i protokollet. Här är nästa punkt.
meeting-actions = Uppgifter efter mötet
meeting-action = Vad ska göras?
meeting-doer = Vem gör det?
meeting-choose-person = Välj en person
meeting-due = Klart senast
meeting-give-action = Ge uppgiften
meeting-no-person = Välj vem som gör det.
meeting-no-due = Skriv till vilken dag det ska vara klart, till exempel 2027-03-01.
meeting-nobody = Ingen utsedd
meeting-done-on = Klart { $day }
meeting-is-done = Klart
meeting-undo-done = Inte klart ändå
meeting-matter-of = Punkt { $at } av { $all }
meeting-matter-treated = behandlad
meeting-whole-case = Hela ärendet
meeting-treat = Behandla punkten
meeting-reason = Skäl, eller vad som sades
meeting-reason-help = Vid ett beslut skickas skälet till dem som har behovet. Skjuts punkten upp står här varför.
meeting-how = Hur beslutar ni?
meeting-agreed = Alla är eniga
meeting-votes = Ni röstar
meeting-no-votes = Ingen röst är ifylld. Fyll i hur var och en röstar, eller välj att alla är eniga.
meeting-voted = Röster: { $yes } ja, { $no } nej, { $abstained } avstår
vote-yes = Ja
vote-no = Nej
vote-abstains = Avstår
meeting-out = Deltar inte på grund av jäv
meeting-somebody-out = Någon deltar inte på grund av jäv
meeting-out-help = Skriv varför vid den som är jävig. Den personen varken räknas som närvarande eller röstar i frågan.
meeting-note = Anteckna
meeting-defer = Skjut upp
meeting-look = Forumet är på väg att besluta
meeting-decide = Besluta
meetings-of-case = Möten
item-state-open = Ej behandlad
item-state-decided = Beslutad
item-state-deferred = Uppskjuten
item-state-noted = Antecknad

minutes = Protokoll
minutes-not-confirmed = Protokollet är inte justerat.
minutes-present = Närvarande
minutes-advisers = Rådgivare
minutes-nobody = Ingen uppskriven
minutes-agreed = Beslutet var enigt.
minutes-votes = Röster: { $votes }.
minutes-out = { $who } deltog inte på grund av jäv: { $reason }
minutes-by = Vid protokollet
minutes-state = Justering
minutes-confirmed = Justerat av { $who } { $day }

cases-actions = Uppgifter efter möten
