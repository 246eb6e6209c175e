# Vad som har hänt, som meningar och fält: för varje slags post.

event-created = { $who } lade till det här.
event-edited = { $who } ändrade uppgifter.
event-submitted = { $who } skickade behovet.
event-withdrawn = { $who } tog tillbaka behovet.
event-voice-given = { $who } sa att de har behovet också.
event-voice-taken-back = { $who } tog tillbaka att de har behovet också.
event-commented = { $who } kommenterade.
event-comment-taken-back = { $who } tog tillbaka en kommentar.
event-comment-hidden = { $who } dolde en kommentar.
event-comment-shown = { $who } visade en kommentar igen.
event-none-fits = { $who } sa att inget av förslagen passar.
event-sharing-changed = { $who } ändrade vem som kan läsa.
event-sharing-undone = { $who } ångrade delningen.
event-publication-wished = { $who } ville göra det offentligt.
event-publication-declined = { $who } gjorde det inte offentligt.
event-imported = { $who } läste in det från en fil.
event-usage-changed = { $who } ändrade vem som använder lösningen.
event-verdict-given = { $who } sa hur en lösning passar.
event-verdict-taken-back = { $who } tog tillbaka vad de sagt om en lösning.
event-retired = { $who } tog orden ur bruk.
event-taken-up = { $who } tog orden i bruk igen.
event-typical-need-proposed = { $who } föreslog ett typiskt behov.
event-coverage-changed = { $who } sa vad en lösning täcker.
event-linked = { $who } talade om vad ett namn betyder.
event-role-given = { $who } gav en roll.
event-role-taken = { $who } tog bort en roll.
event-left-organisation = { $who } avslutade en persons tid i organisationen.
event-handed-over = { $who } lämnade över till en annan person.
event-rescued = { $who } gjorde en person till administratör i nödläge.
event-membership-changed = { $who } ändrade ett medlemskap.
event-merged = { $who } slog samman organisationer.
event-split = { $who } delade upp organisationen.
event-moved = { $who } flyttade det till en annan organisation.
event-password-changed = { $who } bytte lösenord.
event-sessions-ended = { $who } avslutade inloggningar.
event-acts-for = { $who } bytte organisation att arbeta för.
event-signed-in = { $who } loggade in.
event-signed-out = { $who } loggade ut.
event-denied = En inloggning nekades.
event-deed-denied = { $who } försökte göra något som inte är tillåtet.

trail-field-name = Namn
trail-field-short-name = Kort namn
trail-field-kind = Slag
trail-field-municipality-code = Kommunkod
trail-field-county-code = Länskod
trail-field-county = Län
trail-field-population = Invånare
trail-field-population-date = Invånare per
trail-field-population-source = Källa för invånare
trail-field-purpose = Syfte
trail-field-lead = Leds av
trail-field-organisation = Organisation
trail-field-membership = Medlemskap
trail-field-successor = Gick upp i
trail-field-merged = Tog över från
trail-field-part = Ny del
trail-field-part-of = Kom från

trail-change = { $label }: { $before } → { $after }
trail-now = { $label }: { $after }
trail-gone = { $label }: { $before } togs bort
moved-record = { $before } gick upp i { $after } eller delades, och det här följde med dit.
moved-usage = { $before } gick upp i { $after }, som använder lösningen från nu.
moved-voice = { $before } gick upp i { $after }, som har behovet från nu.
event-password-wished = { $who } bad om ett nytt lösenord.
event-notices-chosen = { $who } ändrade sina aviseringar.
event-second-step-begun = { $who } loggar in i två steg från nu.
event-second-step-ended = { $who } loggar inte längre in i två steg.
event-person-searched = { $who } tog fram allt om en person.

event-identity-bound = { $who } kopplade sitt konto till kommunens inloggning.
event-identity-unbound = { $who } tog bort kopplingen till kommunens inloggning.
event-groups-changed = { $who } ändrade vilka grupper som ger roller.

event-access-wished = { $who } ansökte om tillgång.
event-access-declined = { $who } sade nej till en ansökan.
event-welcomed = { $who } skickade ett välkomstbrev.

event-token-made = { $who } gjorde en nyckel för ett program.
event-token-ended = { $who } avslutade en nyckel för ett program.

trail-field-group = Grupp
trail-field-domains = Adresser som får ansöka
event-domains-changed = { $who } ändrade vilka adresser som får ansöka om tillgång.
