# Inloggning.

sign-in-failed = Det gick inte att logga in
sign-in-wrong = E-postadressen eller lösenordet stämmer inte. Försök igen.
sign-in-too-many = Det har varit för många försök. Vänta en timme, eller kontakta din administratör.
sign-in-text-kept = Texten du skrev följer med. När du har loggat in sparas den som ett utkast.
try-as-somebody = Prova som någon av de påhittade personerna
with-account = Med e-post och lösenord
or-with-account = Eller med eget konto
email = E-post
password = Lösenord
does-need-submitter = Skriver behov.
does-coordinator = Läser, kompletterar och för behov vidare.
does-reader = Läser.
does-administrator = Sköter konton och roller.

# Mitt konto
account = Mitt konto
account-acts-for = Den du arbetar för
account-acts-for-help = Det du skriver och får se hör till den här organisationen. Har du roller i flera kan du byta utan att logga in igen.
account-acts-for-now = Du arbetar för den här nu.
account-act-for = Arbeta för { $name }
account-acts-for-changed = Nu arbetar du för en annan organisation. Det gäller i den här webbläsaren.
account-writes-for = Du skriver för { $organisation }.
account-change-organisation = Byt
account-sessions = Här är du inloggad
account-sessions-help = Känner du inte igen en rad, avsluta den och byt lösenord.
account-sessions-table = Tabell över inloggningar
account-browser = Webbläsare
account-unknown-browser = Okänd webbläsare
account-began = Inloggad
account-used = Senast använd
account-end-column = Avsluta
account-end = Logga ut där
account-this-one = Den här
account-end-others = Logga ut överallt utom här
account-session-ended = Inloggningen är avslutad.
account-password = Lösenord
account-old-password = Lösenordet du har nu
account-new-password = Nytt lösenord
account-new-password-help = Minst 12 tecken. En mening som du minns är bra.
account-change-password = Byt lösenord
account-password-changed = Lösenordet är bytt. Alla andra inloggningar är avslutade.
account-no-password = Kontot har inget lösenord. Be din administratör om ett.
field-wrong-password = Det är inte lösenordet du har nu. Försök igen.
