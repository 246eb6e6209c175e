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
people-password-help = Minst 12 tecken, och bara för den som inte har ett konto. Be personen byta det.
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
