# Personer i en organisation, för dem som sköter den.

people = Personer
people-of = Personer i { $organisation }
people-administer = Personer och roller
people-filters = Sök och välj bland personer
people-chip-search = Sökord: { $value }
people-role = Roll
people-any-role = Alla
people-by-name = Efter namn
people-by-open = Mest som väntar först
people-none = Ingen med de filtren
people-name = Namn
people-title = Titel
people-title-help = Med egna ord, till exempel enhetschef i hemtjänsten.
people-roles = Roller
people-roles-help = En person kan ha flera. De gäller bara i den här organisationen.
people-roles-in = Roller i { $organisation }
people-open = Väntar på personen
people-add = Lägg till en person
people-add-lead = Personen får läsa och skriva för { $organisation } så snart du har sparat.
people-email-help = Adressen personen loggar in med. Har den redan ett konto får personen rollerna här också.
people-password = Första lösenordet
people-password-help = Minst 12 tecken, och bara för den som inte har ett konto. Lämna tomt, så får personen ett brev och väljer själv, om brev skickas härifrån.
people-no-role = Välj minst en roll.
people-save-roles = Spara rollerna
people-told-added = Personen är tillagd.
people-told-ended = Tiden här är avslutad. Det som var öppet är överlämnat.
people-end = Avsluta
people-end-text = Personen loggas ut genast och kommer inte längre åt det som hör till { $organisation }. Namnet står kvar i det som är gjort.
people-end-button = Avsluta för { $name }
people-waits = { $count ->
    [0] Inget väntar på personen
    [one] Ett behov väntar på personen
   *[other] { $word } behov väntar på personen
}
people-successor = Vem tar över det
people-choose-successor = Välj person
field-missing-roles = Välj minst en roll. Ska personen inte vara kvar, avsluta i stället.
field-missing-successor = Välj någon som tar över det som är öppet.
people-a-draft = Något som bara den som skriver ser

groups = Grupper och roller
groups-of = Grupper som ger roller i { $organisation }
groups-lead = Den som hör till en grupp hos { $name } får rollen här vid nästa inloggning, och förlorar den när gruppen är borta. Roller som du har gett för hand rörs inte.
groups-no-provider = Inloggning hos kommunen är inte påslagen här. Det du skriver gäller när den är det.
groups-none = Ingen grupp ger någon roll ännu.
groups-group = Grupp
groups-group-help = Gruppens namn eller id, exakt som det står hos den som sköter inloggningen.
groups-add = Lägg till
groups-take-back = Ta bort

access = Ansökningar
access-to = Ansökningar till { $organisation }
access-ask = Be om tillgång
access-lead = Skriv med din adress på arbetet. Du får ett brev dit, och sedan svarar den som är administratör i din organisation.
access-email-help = En adress som din organisation har anmält. Saknas den, be administratören lägga till dig.
access-words = Något att säga till administratören
access-words-help = Till exempel vilken enhet du arbetar på. Skriv inget om någon enskild person.
access-send = Skicka
access-sent = Titta i din brevlåda. Brevet säger hur du går vidare. Kommer det inget, kontrollera att adressen stämmer.
access-no-mail = Den här installationen skickar inga brev, så det går inte att ansöka här. Be den som är administratör i din organisation att lägga till dig.
access-confirm = Bekräfta din adress
access-confirm-text = Din ansökan skickas till administratören i { $organisation }.
access-confirm-button = Skicka ansökan
access-confirmed = Ansökan är skickad. Du får ett brev när den är besvarad.
access-late = Länken har redan använts eller är för gammal. Ansök en gång till om du inte har fått svar.
access-none = Ingen väntar på svar.
access-since = sedan { $day }
access-let-in = Släpp in { $name }
access-turn-away = Säg nej till { $name }
access-reason = Varför inte
access-reason-help = Skickas till den som har ansökt.
access-no-reason = Skriv varför, så att den som har ansökt förstår svaret.
access-told-in = Personen är tillagd och har fått ett brev om hur man väljer lösenord.
access-told-away = Ansökan är avslagen. Den som ansökte får veta varför.
access-told-domains = Adresserna är sparade.
access-domains = Vilka som får ansöka
access-domains-label = Adresser som slutar på
access-domains-help = En på varje rad, till exempel vara.se. Den som har en sådan adress får ansöka; du bestämmer vem som släpps in.
access-save-domains = Spara
people-welcome = Skicka ett brev om lösenord
people-welcome-text = Personen får en länk där ett första lösenord väljs inom en vecka. Den som redan har ett lösenord ber själv om ett nytt på inloggningssidan.
people-told-welcomed = Brevet är skickat.
