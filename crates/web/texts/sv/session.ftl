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
does-need-owner = Står för behov.
does-solution-owner = Ansvarar för lösningar.
does-solution-maintainer = Förvaltar lösningar.
does-assessor = Bereder och bedömer.
does-forum-chair = Leder forum.
does-initiative-lead = Leder initiativ.
does-rollout-lead = Leder införande.
does-benefit-owner = Svarar för nytta.
does-researcher = Läser, för forskning.
does-steward = Sköter organisationer och samverkan.

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

# Inloggning i två steg.

factor = Inloggning i två steg
factor-is-on = Du loggar in med lösenord och en kod från telefonen.
factor-is-off = Med en kod från telefonen kan ingen logga in med bara ditt lösenord.
factor-begin = Börja logga in i två steg
factor-begin-now = Börja
factor-end = Sluta logga in i två steg
factor-ended = Du loggar inte längre in i två steg.
factor-lead = Öppna ett program för engångskoder på telefonen och läs av bilden. Skriv sedan koden som det visar.
factor-picture = Bild som ett program för engångskoder läser av
factor-by-hand = Går det inte att läsa av bilden? Skriv den här koden i programmet:
factor-open = Öppna i ett program på den här enheten
factor-code = Kod
factor-code-help = Sex siffror från telefonen.
factor-begun = Du loggar in i två steg från och med nu. Dina andra inloggningar är avslutade.
factor-written = Skriv ner koderna och lägg dem på ett säkert ställe. Var och en fungerar en gång, om du inte har telefonen. De visas inte igen.
factor-written-done = Jag har skrivit ner dem
code-heading = Skriv koden
code-lead = Öppna programmet för engångskoder på telefonen och skriv koden som det visar. Har du inte telefonen, skriv en av koderna som du har skrivit ner.
code-wrong = Koden stämmer inte eller har redan använts. Vänta tills telefonen visar en ny, och skriv den.
code-late = Det tog för lång tid eller blev fel för många gånger. Logga in från början.

provider-sign-in = Logga in med { $name }
provider-departing = Vidare till { $name }
provider-departing-text = Du loggar in där och kommer sedan tillbaka hit.
provider-go-on = Fortsätt
provider-is-bound = Du kan logga in med { $name }. Kontot hör ihop med din inloggning där, inte med din e-postadress.
provider-is-not-bound = Koppla kontot en gång, så loggar du in med { $name } i fortsättningen. Lösenordet fungerar som förut.
provider-bind = Koppla till { $name }
provider-unbind = Ta bort kopplingen
provider-bound = Kontot är kopplat.
provider-unbound = Kopplingen är borttagen.
provider-unnamed = kommunens inloggning

tokens = Nycklar för program
tokens-lead = Med en nyckel kan ett program, till exempel ett rapportverktyg, hämta det som du får läsa. Den ger aldrig mer än du själv får se, och slutar gälla när du lämnar organisationen.
tokens-open = Visa nycklar
tokens-none = Du har inga nycklar.
token-new = Ny nyckel för { $organisation }
token-name = Vad den används till
token-name-help = Så att du känner igen den, till exempel veckorapporten.
token-scope = Får användas till
token-until = Gäller till
token-days = { $count ->
    [one] { $count } dag
   *[other] { $count } dagar
}
token-make = Gör en nyckel
token-made = Nyckeln är klar
token-made-text = Kopiera den nu. Den visas bara den här gången.
token-key = Nyckel
token-example = Så används den
token-unused = inte använd
token-has-ended = har gått ut
