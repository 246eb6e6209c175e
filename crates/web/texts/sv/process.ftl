# Samverkans process: sidan, versionerna och formuläret.

process = Process
process-of = Så går ett behov till beslut i { $collaboration }
process-proposal = Förslag
process-proposal-means = Ett förslag att börja med, gjort av öppen svensk vägledning. Ändra det så att det passar er.
process-version = Version { $number }
process-edit = Ändra processen
process-told-saved = Den nya versionen gäller för nya ärenden. De som pågår går kvar på sin version tills någon flyttar dem.
process-old = Det här är inte den version som gäller.
process-see-current = Se den som gäller
process-see-proposal = Se förslaget som ni började med
process-stages = Steg och grindar
process-target = Måltid
process-days = { $count ->
    [one] 1 arbetsdag
   *[other] { $count } arbetsdagar
}
process-no-days = Enligt plan eller omgång
process-gate = Grind
process-decides = Beslutar
process-onward = Vidare till
process-exits = Kan lämna processen som
process-versions = Versioner
process-no-versions = Ingen har ändrat förslaget ännu.
process-cases = { $count ->
    [one] 1 ärende går enligt den här versionen.
   *[other] { $count } ärenden går enligt den här versionen.
}
process-file = Hämta som fil (JSON)
process-edit-help = När du sparar blir det en ny version. Ärenden som pågår ändras inte.
process-new-stage = Nytt steg
process-name = Steget heter
process-name-en = På engelska
process-purpose = Vad som görs
process-position = Plats i ordningen
process-target-label = Måltid i arbetsdagar
process-target-help = Lämna tomt när en plan eller en omgång bestämmer.
process-question = Fråga vid grinden
process-question-help = Lämna tomt i det sista steget.
process-decides-on = Beslutar, spår { $track }
process-body = De som beslutar kallas
process-level = Nivå
process-role = Skrivs in av
process-known = Måste finnas, och syns av sig självt
process-written = Måste finnas skrivet
process-written-help = En sak på varje rad.
process-remove = Ta bort steget
process-checks-help = Töm texten för att ta bort en fråga.
process-check = Fråga { $number }
process-both-tracks = Båda spåren
process-unclear = Så många får vara Oklart
process-note = Varför processen ändras
process-note-help = Står bland versionerna.
process-save = Spara som ny version
process-nameless = utan namn
process-too-few = Processen behöver minst två steg.
process-too-many = Det är för många steg, frågor eller krav att överblicka. Ta bort några.
process-codes = Två delar har samma kod. Ladda om sidan och gör ändringen igen.
process-words = Steget { $stage } saknar namn, beskrivning, fråga eller namn på dem som beslutar, eller så är en text för lång.
process-check-words = En fråga i kvalificeringen saknar text eller är för lång.
process-no-way-on = Steget { $stage } går inte att lämna. Välj vart det leder, eller lägg det sist.
process-nobody = Ingen får passera grinden i { $stage } på något av spåren. Välj vem som skriver in beslutet.
process-unknown-stage = Steget { $stage } leder till ett steg som inte finns.
process-unknown-evidence = En väg från { $stage } kräver ett underlag som inte finns kvar. Lägg tillbaka underlaget eller ta bort vägen.
process-loop = Stegen leder runt i en ring vid { $stage }. Ta bort en väg bakåt: den som beslutar kan alltid skicka tillbaka ett ärende.
process-unreachable = Ingen väg leder till { $stage }.
process-no-checks = Grinden i { $stage } frågar efter kvalificeringen, men den har inga frågor.
process-target-days = Måltiden i { $stage } ska vara ett antal arbetsdagar mellan 1 och 2 600, eller tom.
