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
