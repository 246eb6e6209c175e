# Det som sägs om en text medan den skrivs, och det som föreslås.

hint-identity-number = Texten ser ut att innehålla ett personnummer. Ta bort det innan du skickar.
hint-contact = { $written } ser ut som en kontaktuppgift. Ta bort den om den inte behövs, eller skriv rollen i stället.
hint-support = Det här låter som ett IT-fel. Vill du skicka det till IT-supporten?
hint-support-why = Du skrev ”{ $thing }” och ”{ $trouble }”. Är det ett behov, skriv bara vidare.
hint-support-where = Visa vart jag vänder mig

support-heading = Vänd dig till IT-supporten
support-where = Ett fel på en dator, en skrivare eller en inloggning rättas av IT-supporten för { $organisation }. Brygga tar inte emot felanmälningar och skickar inget vidare. Använd den väg ni brukar, telefon eller felanmälan på intranätet.
support-copy = Det här skrev du. Kopiera det till din felanmälan.
support-stays = Texten ligger kvar som utkast { $number }, bara du ser det.
support-is-a-need = Det är ett behov, gå vidare
support-done = Klart, till startsidan
