# Startsidan och träffarna.

what-do-you-need = Vad behöver ni?
two-sentences = Två meningar räcker. Skriv inte namn på brukare.
searching = Söker …
searching-failed = Det gick inte att söka just nu. Listan hör till din förra text.
draft-saved = Sparat %s i den här webbläsaren, bara du ser det.
draft-offline = Sparat i webbläsaren. Skicka när du är ansluten.
show-what-exists = Visa vad som finns
go-on-with-need = Gå vidare med behovet
sign-in-and-go-on = Logga in och gå vidare
answer-label = Vad som finns
examples-heading = Tre sätt att börja
example-1 = Vi hämtar och lämnar nycklar på kontoret flera gånger om dagen. När en nyckel saknas blir besöket sent.
example-2 = Vårdnadshavare ringer på morgonen för att sjukanmäla barn, och ingen i köket får veta hur många som äter.
example-3 = Den som söker bygglov skickar in samma handlingar flera gånger för att det inte syns vad som saknas.
solutions-found = { $count ->
    [one] En lösning kan passa
   *[other] { $word } lösningar kan passa
}
jump-solutions = { $count ->
    [one] 1 lösning
   *[other] { $count } lösningar
}
jump-needs = { $count ->
    [one] 1 liknande behov
   *[other] { $count } liknande behov
}
similar-needs = { $count ->
    [one] Ett liknande behov
   *[other] { $word } liknande behov
}
nothing-found = Inget liknande finns ännu
still-reading = Katalogen läses in, { $count } procent är klart. Det som är inläst hittas redan.
meaning-off = Just nu jämförs bara ord, inte betydelse. Pröva andra ord om något saknas.
meaning-reading = Texter läses in, { $percent } procent är klart. Resten jämförs än så länge bara på orden.
match-outdated = Stämmer inte längre med det du skriver.
why = Varför?
you-wrote = Du skrev
here-stands = här står
why-letters = Orden liknar varandra till bokstäverna.
confidence-likely = trolig
confidence-possible = möjlig
confidence-uncertain = osäker
confidence-means-likely = Trolig: när det har mätts har tre av fyra sådana stämt. Läs och avgör själv.
confidence-means-possible = Möjlig: ungefär en av fyra sådana stämmer. Läs och avgör själv.
confidence-means-uncertain = Osäker: få sådana stämmer, men den ligger närmast av det som finns.
only-unsure = { $count ->
    [one] En lösning ligger närmast, men det är osäkert om den passar.
   *[other] { $word } lösningar ligger närmast, men det är osäkert om de passar.
}
also-unsure = { $count ->
    [one] En till står sist och är osäker.
   *[other] { $word } till står sist och är osäkra.
}
similar-shared = Pekar på samma lösningar: { $names }
why-near = Meningen här ovan ligger nära det du skrev, också där orden är andra.
why-unmet = Står inte här:
how-same-word = samma ord
how-same-stem = samma ord, annan böjning
how-compound-part = delar ordet { $part }
how-synonym = betyder ungefär samma sak
how-abbreviation = förkortning för { $expansion }
how-spelling = liknande stavning
how-in-title = i namnet
how-in-text = i beskrivningen
how-in-keyword = i ämnesorden
how-in-typical-need = i det andra har sagt
how-and-where = { $how }, { $place }
changed-on = Beskrivningen ändrad { $day }
used-by = används av { $names }
piloted-by = prövas av { $names }
contracted-by = avtal finns i { $names }
planned-by = planeras i { $names }
used-by-nobody = ingen har sagt att de använder den
your-drafts = Dina utkast
draft-changed = ändrat { $day }, bara du ser det
capture-meeting = Skriv ner behov från ett möte
capture-on-behalf = Skriv för någon annan
what-is-brygga = Vad är Brygga?
what-is-brygga-text = Här samlar kommuner vad verksamheterna behöver och ser efter om en granne redan har löst det.
read-more-about = Läs mer om Brygga
