# Vem som får läsa en post, för alla sorters poster
share-the-need = behovet
share-the-solution = lösningen
share-the-contract = avtalet
share-the-lesson = lärdomen
share-the-result = resultatet
share-the-article = texten
share-heading = Vem får se { $what }
share-help = En lägre nivå gäller genast. En högre nivå visar först vilka som kommer att läsa.
share-new-help = Det du skriver sparas först för er egen organisation. Ska fler läsa visar nästa sida vilka de är.
share-level-collaboration = { $names }.
share-change = Ändra vem som ser det
share-agree = De här kommer att läsa { $what }
share-agree-send = De här kommer att läsa { $what } när du skickar det
share-not-sent-yet = Utkastet är sparat men inte skickat än.
share-not-shared-yet = Det du skrev är sparat. Än så länge läser bara er egen organisation det.
share-not-now = Dela inte nu
share-readers = { $count ->
    [one] en organisation
   *[other] { $count } organisationer
}
share-everybody = alla, också leverantörer och allmänheten
share-public-record = Det du delar kan bli allmän handling hos dem som tar emot det. Det går att sluta dela, men inte att ta tillbaka det någon redan har läst.
share-second-person = Att göra något publikt kräver två. När du har tryckt väntar det på att någon annan hos er godkänner.
share-can-be-undone = Du kan ångra i tio minuter, innan någon får besked.
share-identity-reason-help = Ta helst bort numret innan fler läser. Måste det stå kvar, skriv varför. Skälet sparas i historiken.
share-send-to = { $count ->
    [one] Skicka och dela med en organisation
   *[other] Skicka och dela med { $count } organisationer
}
share-with = { $count ->
    [one] Dela med en organisation
   *[other] Dela med { $count } organisationer
}
share-wish-public = Be någon annan göra det publikt
share-choose-again = Välj en annan nivå
share-opened = Vilka utanför organisationen har öppnat det
share-opened-help = Behöver ni anmäla en incident är det här underlaget. Den som bara har sett rubriken i en lista står inte här.
share-opened-by-none = Ingen utanför er organisation har öppnat sidan.
share-opened-table = Tabell över läsare
share-reader = Läsare
share-first = Första gången
share-last = Senast
share-the-public = Någon som inte är inloggad
share-raised = Delat { $time }. Ingen har fått besked än.
share-undo = Ångra
share-waits-for-second = { $name } vill att alla ska kunna läsa { $what }, också utan att logga in. Någon annan hos er behöver godkänna.
share-publish = Gör det publikt
share-decline = Gör det inte publikt
share-take-back-wish = Ta tillbaka önskemålet
share-told-shared = Delningen är ändrad.
share-told-wished = Nu väntar det på att någon annan hos er godkänner. Tills dess är allt som förut.
share-told-declined = Det blir inte publikt. Allt är som förut.
share-told-undone = Delningen är ångrad. Allt du har skrivit finns kvar.
