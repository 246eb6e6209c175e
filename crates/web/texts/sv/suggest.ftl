# Det som sägs om en text medan den skrivs, och det som föreslås.

hint-identity-number = Texten ser ut att innehålla ett personnummer. Ta bort det innan du skickar.
hint-contact = { $written } ser ut som en kontaktuppgift. Ta bort den om den inte behövs, eller skriv rollen i stället.
hint-secret = Texten ser ut att innehålla ett lösenord, en kod eller uppgifter om ett nätverk. Ta bort det. Är det riktigt, byt lösenordet eller koden.
hint-individual = ”{ $written }” ser ut att handla om en enskild person. Skriv rollen i stället, till exempel en brukare. Bara du vet säkert.
hint-support = Det här låter som ett IT-fel. Vill du skicka det till IT-supporten?
hint-support-why = Du skrev ”{ $thing }” och ”{ $trouble }”. Är det ett behov, skriv bara vidare.
hint-support-where = Visa vart jag vänder mig

support-heading = Vänd dig till IT-supporten
support-where = Ett fel på en dator, en skrivare eller en inloggning rättas av IT-supporten för { $organisation }. Brygga tar inte emot felanmälningar och skickar inget vidare. Använd den väg ni brukar, telefon eller felanmälan på intranätet.
support-copy = Det här skrev du. Kopiera det till din felanmälan.
support-stays = Texten ligger kvar som utkast { $number }, bara du ser det.
support-is-a-need = Det är ett behov, gå vidare
support-done = Klart, till startsidan

suggest-heading = Förslag
suggest-help = Tryck på det som stämmer, så läggs det till i formuläret. Inget sparas förrän du sparar.
suggest-added-requirement = Tillagt bland delbehoven: { $text }
suggest-added-area = Valt område: { $name }
suggest-added-capability = Ikryssat: { $name }
suggest-neighbour = { $organisation } har ett liknande behov
suggest-neighbour-lines = { $organisation } har delat upp sitt behov så här.
suggest-own = Delbehov ur din text
suggest-from-your-text = Ur ”{ $sentence }”
suggest-of-solutions = { $have } av { $all } liknande lösningar hör dit.
suggest-of-needs = { $have } av { $all } liknande behov hör dit.

# När inget passar
none-fits = Inget av detta passar
none-fits-text = Stämmer inget? Texten sparas som utkast, och det står där vad du har sett.
none-fits-kept = Inget av det som finns passar
none-fits-kept-text = Det är sparat med utkastet. Så här kan du gå vidare.
nothing-found-text = Skicka behovet, så frågar vi grannarna.
nothing-see-similar = Se om en granne har samma behov
nothing-go-on = Gå vidare med behovet och skicka det till samordnaren.
nothing-send = Fyll i det du vet här nedanför och skicka till samordnaren.
nothing-ask-joint = Fråga dem som håller katalogen för alla:
