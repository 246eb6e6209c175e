# Ordlistan: ord som står för varandra.

place-words = Ordlista
synonym-lead = Ord som betyder ungefär samma sak, och förkortningar med det de står för. Den som skriver det ena hittar det andra. Listan gäller utöver de vanliga ord som Brygga redan kan.
synonym-add = Lägg till ord
synonym-filters = Sök och välj bland orden
synonym-chip-search = Sökord: { $value }
synonym-any-kind = Alla
synonym-kind = Slag
synonym-state = Läge
synonym-in-use = I bruk
synonym-retired = Ur bruk
synonym-terms = Ord
synonym-note = Anteckning
synonym-changed = Ändrat
synonym-none = Här kommer samverkans egna ord att stå
synonym-none-with-filter = Inga ord med de filtren
synonym-none-text = En samordnare lägger till ord när någon har sökt på ett ord som katalogen inte använder.
synonym-file = Hämta som SKOS (Turtle)
ring-kind-synonym = Synonymer
ring-kind-abbreviation = Förkortning
synonym-next-in-use = Orden gäller i alla sökningar. Ta dem ur bruk om de ger fel träffar.
synonym-next-retired = Orden används inte. De står kvar och kan tas i bruk igen.
synonym-edit = Ändra orden
synonym-retire = Ta ur bruk
synonym-take-up = Ta i bruk igen
synonym-before = Förut: { $terms }
synonym-effect = Vad det gör
synonym-effect-text = Den som skriver ett av orden får också träffar på de andra, något längre ner. Under ”Varför?” står det att orden betyder ungefär samma sak. En förkortning får träffar på det den står för, och tvärtom.
synonym-was-added = { $who } lade till orden.
synonym-was-imported = { $who } läste in orden från en fil.
synonym-was-changed = { $who } ändrade orden.
synonym-was-retired = { $who } tog orden ur bruk.
synonym-was-taken-up = { $who } tog orden i bruk igen.
synonym-add-heading = Lägg till ord
synonym-edit-heading = Ändra orden
synonym-terms-help = Ett ord eller uttryck på varje rad, minst 2 och högst 12. Skriv det vanligaste först. Är det en förkortning skriver du förkortningen först och sedan det den står för.
synonym-note-help = Varför orden hör ihop, eller vad man ska se upp med.
synonym-save = Spara orden
synonym-leave = Avbryt
synonym-changed-meanwhile = Någon annan har ändrat orden medan du skrev. Så här står det nu. Ändra det du skrev om det behövs och spara igen.
synonym-too-few = Skriv minst två ord, ett på varje rad.
synonym-too-many = Det är { $count } ord. Skriv högst 12, eller dela upp dem.
synonym-too-long = ”{ $term } …” är för långt. Ett ord får vara högst 80 tecken.
synonym-twice = ”{ $term }” står där två gånger. Ta bort det ena.
synonym-no-word = ”{ $term }” är inget ord. Skriv bokstäver eller siffror.
error-changed-meanwhile-heading = Någon annan har ändrat samma sak
error-changed-meanwhile-text = Ingenting är ändrat. Ladda om sidan, se vad som står där nu och försök igen.
about-words = Ord som samverkan har lagt till
synonym-taken = De orden finns redan i listan. Öppna dem där och ändra dem i stället.

# På kommandoraden
cli-help-words = Läs in eller skriv ut ordlistan
cli-help-words-import = Läs in ord från en SKOS-fil (Turtle), alla eller inga
cli-help-words-export = Skriv orden i bruk till en SKOS-fil (Turtle)
cli-option-words-file = Filen med ord
cli-option-words-output = Filen att skriva
cli-words-not-turtle = { $file } går inte att läsa som Turtle, rad { $line }: { $detail }
cli-words-too-large = { $file } är för stor för en ordlista. Ingenting är inläst.
cli-words-refused-row = { $concept }: { $problem }
cli-words-refused = Ingenting är inläst. Rätta det som står ovan och läs in filen igen.
cli-words-imported = Nya: { $created }. Ändrade: { $changed }. Oförändrade: { $unchanged }. Med bara ett ord och därför inte med: { $passed }.
cli-words-preferred = { $count ->
    [0] det finns ingen skos:prefLabel på svenska
   *[other] det finns { $count } skos:prefLabel på svenska, det ska vara en
}
cli-words-abbreviations = det finns { $count } förkortningar, det ska vara högst en
cli-words-note = anteckningen är för lång
