# Om Brygga, tillgänglighet, personuppgifter.

about-heading = Samma problem ska bara behöva lösas en gång
about-lead = I Brygga skriver verksamheterna vad de behöver, ser vad som redan finns hos en granne och tar behovet vidare tillsammans.
about-how-heading = Så går det till
about-how-1 = Du skriver två meningar om det som inte fungerar.
about-how-2 = Medan du skriver visas lösningar som redan finns, och orden som gjorde att de visas.
about-how-3 = Du gör klart behovet och skickar det till kommunens samordnare.
about-matching-heading = Så hittas lösningarna
about-matching-text = Orden du skriver jämförs med orden i lösningarnas beskrivningar: samma ord, andra böjningar, delar av sammansatta ord, ord som betyder ungefär samma sak, förkortningar och felstavningar. Brygga jämför ord, inte mening, så en lösning kan passa utan att visas. Inget svar väljs åt dig.
about-parties = Parter
about-same-heading = Har din kommun samma problem?
about-same-text = Läs vad som finns. Du behöver inget konto.
about-same-action = Sök bland lösningar
about-demo-heading = Det här är exempeldata
about-demo-text = Kommunerna, koderna och invånarantalen finns. Personer, behov, lösningar och leverantörer är påhittade.
about-licences-heading = Licenser
about-licences-text = Brygga är fri programvara under EUPL 1.2. Den bygger på Designsystemet, htmx och typsnittet Source Sans 3, och på ordlistor från Folkets synonymlexikon Synlex och wordfreq. Deras villkor följer med programmet.

accessibility-heading = Tillgänglighet
accessibility-lead = Alla ska kunna använda Brygga, oavsett hjälpmedel, skärm eller webbläsare.
accessibility-status-heading = Hur tillgänglig är Brygga?
accessibility-status-text = Målet är WCAG 2.2 nivå AA. Den här versionen är granskad med automatiska verktyg men ännu inte av någon utomstående, så den gör inget anspråk på att uppfylla lagen fullt ut.
accessibility-known-heading = Det vi vet inte är klart
accessibility-known-text = Brygga är inte prövad av någon som använder skärmläsare till vardags. Den fullständiga tillgänglighetsredogörelsen skrivs när den prövningen är gjord.
accessibility-tested-heading = Så har vi prövat
accessibility-tested-text = Varje sida kontrolleras med axe i ljust och mörkt läge, i smala och breda fönster, och med en HTML-kontroll. Sidorna fungerar utan JavaScript och med bara tangentbord.
accessibility-tell-heading = Säg till om något hindrar dig
accessibility-tell-text = Kontakta samordnaren i din kommun och berätta vad du ville göra och vad som hände. Du kan också anmäla brister till Myndigheten för digital förvaltning.

personal-data-heading = Så behandlar vi personuppgifter
personal-data-lead = Brygga handlar om verksamheters behov, inte om enskilda.
personal-data-what-heading = Vad som sparas om dig
personal-data-what-text = Namn, e-postadress, roll och titel för den som har konto, och vad den har skrivit och ändrat. Texten i sökrutan på startsidan sparas inte hos oss förrän du går vidare med behovet.
personal-data-who-heading = Vem som ser det
personal-data-who-text = Den som är inloggad i samverkan ser vem som har skrivit ett behov. Allmänheten ser bara organisationen.
personal-data-cookies-heading = Kakor
personal-data-cookies-text = En kaka håller dig inloggad i högst tolv timmar. Språk och utseende sparas i egna kakor när du väljer dem. Inga kakor används för att följa dig.
personal-data-not-here-heading = Det här ska inte stå i Brygga
personal-data-not-here-text = Skriv inte namn på brukare, elever eller klienter, inga personnummer och inga lösenord. Det som delas med andra myndigheter kan bli allmän handling där.
