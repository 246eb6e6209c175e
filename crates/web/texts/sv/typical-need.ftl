# Typiska behov: det personal säger när de behöver en lösning.

typical-propose = Föreslå som typiskt behov
typical-propose-heading = Föreslå ett typiskt behov för { $name }
typical-propose-lead = Det här är behovets första mening. Skriv om den så att den kan läsas av alla som ser lösningen. Nästa som säger samma sak hittar då lösningen lättare.
typical-more-read = Fler läser lösningen än behovet. Ta bort det som bara ska läsas av dem som ser behovet. När förslaget har godtagits läses texten av:
typical-same-read = När förslaget har godtagits läses texten av:
typical-text = Det personalen säger
typical-text-help = En mening, högst 300 tecken. Inga namn.
typical-send = Skicka förslaget
typical-proposals = { $count ->
    [0] Förslag på typiska behov
    [one] Ett förslag på typiskt behov
   *[other] { $word } förslag på typiska behov
}
typical-proposals-text = Bara den som har föreslagit och de som sköter lösningen ser förslagen.
typical-proposed-by = Föreslaget av { $person }, { $organisation }, { $day }
typical-accept = Godta
typical-reject = Avvisa
typical-edit = Ändra typiska behov
typical-edit-heading = Typiska behov för { $name }
typical-needs = Typiska behov
typical-needs-help = Det personal säger när de behöver lösningen, ett på varje rad, högst 30. Inga namn.
typical-read-by = Texten läses av:
typical-save = Spara typiska behov
typical-changed-meanwhile = Någon annan har ändrat lösningen medan du skrev. Så här står det nu. Ladda om sidan om du vill utgå från det, eller kopiera det du behöver och spara igen.
solution-typical-need-was-proposed = { $who } föreslog ett typiskt behov.
field-missing-typical-needs = Skriv det personalen säger, i en mening.
field-too-many-typical-needs = Det är { $over } för många. Skriv högst { $max }.
error-not-confirmed-heading = Det går inte att föreslå än
error-not-confirmed-text = Skicka behovet och säg att lösningen passar. Sedan kan du föreslå behovets ord. Ingenting är ändrat.
