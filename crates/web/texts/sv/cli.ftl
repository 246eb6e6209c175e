# Kommandoraden: hjälp, frågor, rapporter och fel.

cli-usage = Användning:
cli-arguments = Uppgifter
cli-options = Val
cli-commands = Kommandon

cli-help = Brygga visar vilka lösningar som redan finns för det en verksamhet behöver.
cli-help-demo = Starta med påhittat innehåll, för att prova
cli-help-serve = Starta servern
cli-help-import = Läs in en katalog
cli-help-import-solutions = Läs in lösningar från CSV, Excel (XLSX) eller JSON Lines. CSV och JSON får vara gzippade
cli-help-export = Skriv ut katalogen
cli-help-export-solutions = Skriv lösningarna som CSV eller Excel (XLSX), till standard ut eller en fil
cli-help-match = Sök lösningar för ett behov och se varför de passar
cli-help-read = Läs in vad alla texter betyder, nu och på en gång
cli-help-eval = Mät matchningen på en bedömd mängd
cli-help-person = Personer och deras roller
cli-help-person-add = Lägg till en person, eller ge en person en roll till
cli-help-organisation = Organisationer
cli-help-organisation-add = Lägg till en organisation
cli-help-organisation-list = Lista organisationerna
cli-help-link = Säg vad ord i en inläst fil betyder
cli-help-link-organisation = Säg vilken organisation ett skrivet namn är

cli-option-language = Språk: sv eller en. Annars styr LANG, och utan den är det svenska
cli-option-data = Mapp med databasen. Kan också stå i BRYGGA_DATA
cli-option-database = Adress till PostgreSQL, postgres://… Kan också stå i BRYGGA_DATABASE
cli-option-port = Port. Utan den tas 8080 eller nästa som är ledig; 0 tar vilken ledig som helst
cli-option-address = Adress att lyssna på
cli-option-https = Besökarna når servern över https, till exempel genom en proxy
cli-option-files = Filer att läsa in. Alla läses in, eller ingen
cli-option-mapping = Fil som säger vad kolumnerna betyder
cli-option-delimiter = Tecken mellan cellerna
cli-option-encoding = Teckenkodning, om den gissas fel
cli-option-sheet = Blad i en Excelfil, om fel blad väljs
cli-option-owner = Organisation som äger de rader som inte namnger en känd organisation
cli-option-sharing = Delning för nya lösningar vars rad inte säger någon
cli-option-source = Källans namn. Sätts framför dess id, så att två källor kan ha samma id
cli-option-dry-run = Gör allt utom att spara
cli-option-skip-bad-rows = Hoppa över rader med fel och läs in resten
cli-option-share-more = Låt fler läsa poster som finns, där filen säger det
cli-option-report = Spara radrapporten som CSV
cli-option-format = Format: csv eller xlsx. Annars det som filens namn slutar på
cli-option-output = Fil att skriva till
cli-option-text = Behovet med egna ord. Ett bindestreck läser från standard in
cli-option-limit = Högst så många träffar
cli-option-json = Skriv JSON
cli-option-set = Mapp med corpus.jsonl, queries.jsonl och qrels.tsv
cli-option-model = Mapp med modellen som läser betydelse, i stället för programmets egen (även BRYGGA_MODEL)
cli-option-lexical-only = Matcha bara på ord, inte på betydelse
cli-option-needs = Mät liknande behov: mängdens dokument är behov
cli-option-solutions = Mapp med corpus.jsonl: de lösningar som behoven kan peka på
cli-option-name = Namn
cli-option-email = E-postadress
cli-option-organisation = Organisation: namn, kortnamn eller kommunkod
cli-option-role = Roll
cli-option-title = Titel med egna ord
cli-option-password-stdin = Läs lösenordet från standard in. Det kan också stå i BRYGGA_PASSWORD
cli-option-short-name = Kort namn
cli-option-kind = Slag av organisation
cli-option-municipality-code = Kommunkod, fyra siffror
cli-option-county-code = Länskod, två siffror
cli-option-county = Län
cli-option-population = Antal invånare
cli-option-population-date = Dag eller år som antalet gäller
cli-option-population-source = Var antalet är hämtat
cli-option-written = Namnet så som det står i filen
cli-option-help = Visa den här hjälpen
cli-option-version = Visa versionen

cli-fault-unknown-argument = Valet { $argument } finns inte.
cli-fault-unknown-command = Kommandot { $command } finns inte.
cli-fault-missing = Det saknas något: { $argument }
cli-fault-conflict = { $argument } och { $other } går inte att använda tillsammans. Välj ett av dem.
cli-fault-no-value = { $argument } behöver ett värde.
cli-fault-choices = { $value } går inte att använda för { $argument }. Välj bland: { $choices }
cli-fault-value = { $value } går inte att använda för { $argument }.
cli-fault-other = Kommandot gick inte att förstå: { $detail }
cli-fault-see-help = Lägg till --help för att se vad som finns.

cli-error-no-data = Säg var databasen finns: --data MAPP eller --database postgres://…
cli-error-no-database = Det finns ingen databas i { $path }. Kontrollera mappen, eller läs in något i den först.
cli-error-not-postgres = Adressen till databasen ska börja med postgres://. För en databas i en mapp, använd --data.
cli-error-not-opened = Databasen { $path } går inte att öppna. Kontrollera att adressen eller mappen är rätt och att servern är igång. Tekniskt: { $detail }
cli-error-not-ours = { $path } är inte en databas som den här versionen av Brygga kan använda. Kontrollera att det är rätt databas. Tekniskt: { $detail }
cli-error-disk-full = Det går inte att skriva: disken är full, eller platsen går bara att läsa. Gör plats och försök igen. Inget är halvgjort.
cli-error-unreachable = Databasen svarar inte. Kontrollera att den är igång och försök igen. Inget är halvgjort.
cli-error-database = Databasen sade nej: { $detail }
cli-error-changed-meanwhile = Någon annan ändrade samtidigt. Inget sparades. Kör kommandot igen.
cli-error-not-found = Det finns inte.
cli-error-denied = Det är inte tillåtet.
cli-error-refused = Det går inte att göra nu.
cli-error-field-missing = Fyll i { $field }.
cli-error-field-too-short = { $field } är för kort. Skriv minst { $limit } tecken.
cli-error-field-too-long = { $field } är för långt. Skriv högst { $limit } tecken.
cli-error-field-taken = Det finns redan något med samma { $field }.
cli-error-field-not-an-address = { $field } är ingen e-postadress. Den ska se ut som namn@kommun.se.
cli-error-no-such-series = Skriv en kod som finns i filen, ett mellanslag och namnet efter --series, inom citattecken.
cli-error-field-unknown = { $field } går inte ihop med resten. Kontrollera koder och datum.
cli-error-file-missing = { $path } finns inte. Kontrollera namnet och mappen.
cli-error-file-not-permitted = { $path } går inte att läsa eller skriva. Kontrollera rättigheterna.
cli-error-file-is-a-folder = { $path } är en mapp. Ange en fil.
cli-error-not-a-folder = { $path } är ingen mapp. Ange en mapp.
cli-error-file = { $path } går inte att använda: { $detail }
cli-error-output = Resultatet gick inte att skriva: { $detail }
cli-error-input = Det som kom på standard in går inte att läsa som text i UTF-8.
cli-error-no-password = Inget lösenord kom på standard in.
cli-error-no-organisation = Det finns ingen organisation som heter { $name }. Se namnen med "brygga organisation list", eller lägg till den med "brygga organisation add".
cli-error-demo = Exempelinnehållet går inte att läsa: { $detail }
cli-error-port-busy = Porten { $port } på { $address } används redan. Välj en annan med --port, eller utelämna --port.
cli-error-port = Det går inte att lyssna på { $address }, port { $port }: { $detail }
cli-error-no-free-port = Alla portar från { $port } till { $last } på { $address } används. Välj en annan med --port.
cli-error-serving = Servern kunde inte fortsätta: { $detail }

cli-serving = Brygga svarar på { $address }
cli-demo-fleeting =
    Innehållet är påhittat och försvinner när du avslutar med Ctrl-C.
    Behåll det du gör: starta med "brygga demo --data MAPP".
cli-demo-kept = Innehållet är påhittat. Det ligger i databasen som du angav och finns kvar till nästa gång.
cli-demo-was-there = Det påhittade innehållet fanns redan, och ingenting är ändrat.

cli-file = { $file }: { $layout }, { $encoding }, { $columns } kolumner
cli-file-gzipped = { $file }: gzippad, { $layout }, { $encoding }, { $columns } kolumner
cli-file-unreadable = { $count ->
    [one] På ett ställe i filen finns tecken som inte går att läsa. De visas som �.
   *[other] På { $count } ställen i filen finns tecken som inte går att läsa. De visas som �.
  }
cli-layout-comma = CSV med komma
cli-layout-semicolon = CSV med semikolon
cli-layout-tab = CSV med tabb
cli-layout-bar = CSV med lodstreck
cli-layout-json = JSON
cli-column-unused = används inte
cli-reason-header = rubriken är ett känt ord
cli-reason-header-beginning = rubriken börjar med ett känt ord
cli-reason-nested-name = sista delen av namnet är ett känt ord
cli-reason-content = innehållet ser ut så
cli-reason-mapping-file = enligt mappningsfilen
cli-reason-own-export = Bryggas egen export
cli-reason-not-recognised = inget känt ord
cli-reason-field-taken = { $field } tas från en kolumn som passar bättre
cli-reason-empty = tom

cli-field-id = id
cli-field-name = namn
cli-field-summary = kort beskrivning
cli-field-description = beskrivning
cli-field-provider = leverantör
cli-field-organisation = organisation
cli-field-url = webbadress
cli-field-kind = slag
cli-field-lifecycle = livscykel
cli-field-usage-status = användning
cli-field-usages = allas användning
cli-field-service-areas = verksamhetsområden
cli-field-capabilities = förmågor
cli-field-tags = taggar
cli-field-integrations = integrationer
cli-field-standards = standarder
cli-field-licence = licens
cli-field-sharing = delning
cli-field-language = språk
cli-field-typical-needs = typiska behov
cli-field-contact-role = kontaktroll
cli-field-confidentiality = konfidentialitet
cli-field-integrity = riktighet
cli-field-availability = tillgänglighet
cli-field-created = skapad
cli-field-updated = ändrad
cli-field-number = Bryggas nummer
cli-field-version = Bryggas version

cli-read-empty = { $file } är tom.
cli-read-only-header = { $file } har rubriker men inga rader.
cli-read-spreadsheet = { $file } är ett kalkylblad av ett slag som inte läses. Spara det som Excel (XLSX) eller CSV (UTF-8) och läs in den filen.
cli-read-document = { $file } är ett dokument. Lägg tabellen i ett kalkylblad, spara det som Excel (XLSX) och läs in den filen.
cli-read-archive = { $file } är ett arkiv med andra filer i. Packa upp det och läs in filen som är inuti.
cli-read-pdf = { $file } är en PDF. Be om uppgifterna som kalkylblad eller CSV.
cli-read-web-page = { $file } är en webbsida eller XML. Spara uppgifterna som CSV och läs in den filen.
cli-read-not-text = { $file } är ingen text. Läs in CSV, Excel (XLSX) eller JSON Lines.
cli-read-damaged = { $file } är skadad eller avbruten. Hämta den igen.
cli-read-too-large = { $file } blir större än { $limit } GB. Dela upp den.
cli-read-packed-too-hard = { $file } är hårdare packad än någon tabell brukar vara. Packa upp den själv om du litar på den.
cli-read-too-many-columns = { $file } har fler än { $limit } kolumner. Kontrollera tecknet mellan cellerna, eller ange det med --delimiter.
cli-read-header-too-large = Första raden i { $file } är för lång för att vara rubriker. Kontrollera citattecknen i den.
cli-read-protected = { $file } är skyddad med lösenord. Ta bort lösenordet, spara filen och läs in den.
cli-read-odd-workbook = { $file } är byggd på ett sätt som inget kalkylprogram bygger filer på, och läses inte. Öppna den i ditt kalkylprogram, spara den som en ny Excelfil (XLSX) och läs in den.
cli-read-workbook-too-large = { $file } innehåller mer än { $limit } MB. Spara den som CSV och läs in den filen, eller dela upp den.
cli-read-no-such-sheet = { $file } har inget blad som heter { $sheet }. Bladen heter: { $sheets }.
cli-read-not-json = { $file } heter som en JSON-fil men innehåller något annat. Kontrollera filen eller byt dess namn.

cli-mapping-no-name = { $file }: ingen kolumn ser ut att innehålla namnet. Skriv vilken det är i en mappningsfil (--mapping), under [fields]: name = "kolumnens rubrik".
cli-mapping-missing-column = { $file } har ingen kolumn { $column }, som mappningsfilen anger för { $field }.
cli-mapping-unknown-field = { $file }: det finns inget fält { $field }.
cli-mapping-invalid = { $file } går inte att läsa som mappningsfil, rad { $line }: { $detail }

cli-import-checking = Kontrollerar
cli-import-writing = Läser in
cli-import-refused = Ingenting är inläst. Rätta raderna, eller lägg till --skip-bad-rows för att läsa in de andra.
cli-import-raises-refused = Ingenting är inläst. { $count ->
    [one] En post skulle läsas av fler än nu.
   *[other] { $count } poster skulle läsas av fler än nu.
 } De står ovan med namn. Lägg till --share-more om det är meningen.

cli-report-problems = { $count ->
    [one] Ett fel:
   *[other] { $count } fel:
  }
cli-report-remarks = { $count ->
    [one] En anmärkning:
   *[other] { $count } anmärkningar:
  }
cli-report-row = { $file }rad { $row }
cli-report-row-and-column = { $file }rad { $row }, { $column }
cli-report-more = { $count ->
    [one] … och en till. Allt kommer med i radrapporten: --report FIL.csv
   *[other] … och { $count } till. Allt kommer med i radrapporten: --report FIL.csv
  }
cli-report-unknown = { $count ->
    [one] Ett ord är sparat som det står, för att det inte är känt:
   *[other] { $count } ord är sparade som de står, för att de inte är kända:
  }
cli-report-word = { $rows ->
    [one] { $field }: { $word } (en rad)
   *[other] { $field }: { $word } ({ $rows } rader)
  }
cli-report-unknown-word = { $rows ->
    [one] Ordet är inte känt och sparat som det står. Det finns i en rad.
   *[other] Ordet är inte känt och sparat som det står. Det finns i { $rows } rader, detta är den första.
  }
cli-report-saved =
    { $rows ->
        [one] En rad läst:
       *[other] { $rows } rader lästa:
    } { $created } nya, { $changed } ändrade, { $unchanged } oförändrade.
cli-report-tried =
    { $rows ->
        [one] Prov, ingenting är sparat. En rad läst:
       *[other] Prov, ingenting är sparat. { $rows } rader lästa:
    } { $created } nya, { $changed } ändrade, { $unchanged } oförändrade.
cli-report-superseded = { $count ->
    [one] En rad användes inte, för att en senare har samma nyckel.
   *[other] { $count } rader användes inte, för att senare har samma nyckel.
  }
cli-report-skipped = { $count ->
    [one] En rad med fel är överhoppad.
   *[other] { $count } rader med fel är överhoppade.
  }
cli-report-saved-as = Radrapporten finns i { $path }
cli-report-header-row = Rad
cli-report-header-column = Kolumn
cli-report-header-value = Värde
cli-report-header-code = Kod
cli-report-header-message = Vad det är och vad du gör

cli-problem-no-name = Namnet saknas. Skriv ett namn eller ta bort raden.
cli-problem-too-long = { $field } har { $length } tecken, högst { $limit } går. Korta texten.
cli-problem-too-many-items = { $field } har { $count } delar, högst { $limit } går. Ta bort några, eller rätta skiljetecknet i mappningsfilen.
cli-problem-cell-too-large = Cellen är för stor. I en CSV-fil saknas oftast ett citattecken som stänger den.
cli-problem-cell-outside-table = Cellen i kolumn { $column } ligger utanför de { $limit } kolumner som läses. Töm den, eller flytta in den i tabellen.
cli-problem-row-too-large = Raden är för stor. I en CSV-fil saknas oftast ett citattecken som stänger en cell.
cli-problem-too-many-cells = Raden har { $found } celler men det finns { $columns } kolumner. Sätt citattecken runt celler som innehåller skiljetecknet.
cli-problem-unclosed-quote = Ett citattecken öppnar en cell och inget stänger den. Lägg till det eller ta bort det.
cli-problem-invalid-json = Raden är inte riktig JSON. Rätta den.
cli-problem-not-an-object = Raden är JSON men inget objekt med namngivna värden. Rätta den.

cli-remark-control-characters-removed = { $count ->
    [one] Ett styrtecken är borttaget.
   *[other] { $count } styrtecken är borttagna.
  }
cli-remark-unreadable-characters = { $count ->
    [one] Ett tecken går inte att läsa och visas som �. Kontrollera filens teckenkodning.
   *[other] { $count } tecken går inte att läsa och visas som �. Kontrollera filens teckenkodning.
  }
cli-remark-fewer-cells = Raden har { $found } celler av { $columns }. De som saknas är tomma.
cli-remark-error-in-cell = Cellen visar ett fel och läses som tom. Rätta formeln i filen om värdet ska med.
cli-remark-formula-without-value = Formeln är sparad utan sitt värde, så cellen läses som tom. Öppna filen i ett kalkylprogram och spara den på nytt.
cli-remark-shortened = { $field }: texten hade { $length } tecken och är kortad till { $limit }. Hela texten står först i beskrivningen.
cli-remark-superseded = Rad { $row } har samma nyckel och användes i stället.
cli-remark-superseded-in = Rad { $row } i { $file } har samma nyckel och användes i stället.
cli-remark-not-a-web-address = Det är ingen webbadress som börjar med http eller https, och den är utelämnad.
cli-remark-not-a-date = Dagen går inte att läsa och är utelämnad. Skriv den som 2026-05-31.
cli-remark-name-replaced = Lösningen med samma nyckel hette { $before }. Kontrollera att det är samma lösning.
cli-remark-owner-kept = Organisationen är inte känd. Lösningen har redan en ägare, som är kvar.

cli-exported = { $count ->
    [one] En lösning är exporterad.
   *[other] { $count } lösningar är exporterade.
  }

cli-match-none = Ingen lösning i katalogen liknar det behovet. Prova med andra ord, eller beskriv behovet lite mer.
cli-match-used-by = Används av { $names }
cli-how-same-word = samma ord
cli-how-same-stem = annan form av ordet
cli-how-compound-part = ordet har delen { $part }
cli-how-synonym = ord för samma sak
cli-how-abbreviation = förkortning av { $expansion }
cli-how-spelling = nästan samma stavning

cli-eval-set = { $documents } dokument, { $queries } frågor. Inom hakparentes: 95 % av bootstrap-medelvärdena.
cli-eval-no-match = AUC: hur väl svaren själva skiljer frågor med svar från { $queries } utan. Bara den bästa poängen: { $score }.
cli-eval-left-out = { $queries } frågor räknas inte, för att inget dokument är bedömt som relevant.
cli-eval-broken = { $file }, rad { $line }, går inte att läsa: { $detail }
cli-eval-failed = Mätningen kunde inte slutföras: { $detail }
cli-eval-without-meaning = Modellen för betydelse går inte att använda. Mätningen gäller ord.
cli-model-unusable = Modellen för betydelse går inte att använda{ $place ->
    [inside] {""}
   *[folder] {" "}({ $path })
}: { $why ->
    [no-model-in-folder] mappen har varken model.safetensors eller en fil som slutar på .bin
    [not-a-model] filen är ingen modell
    [damaged] en fil är skadad
    [cut-off] en fil är avbruten
    [part-missing] en del av modellen saknas
    [other-dimensions] den gör vektorer av annan längd än Brygga använder
    [unreadable] en fil går inte att läsa
    [too-large] en fil är för stor
   *[other] den är av ett slag som Brygga inte kan läsa
} ({ $detail }). Byt ut mappen eller utelämna den. Till dess jämförs ord.
cli-read-done = Klart. { $texts ->
    [0] Alla texter var redan inlästa.
    [one] En text lästes in.
   *[other] { $texts } texter lästes in.
}
cli-match-unread = { $texts ->
    [one] En text är inte inläst än
   *[other] { $texts } texter är inte inlästa än
} och matchas bara på orden. Kör brygga read, eller låt brygga serve vara i gång.

cli-person-added = { $name } finns nu med adressen { $email }.
cli-person-without-password = Utan lösenord kan personen inte logga in. Ge ett med --password-stdin.
cli-organisation-added = { $name } finns nu.
cli-organisations-none = Det finns inga organisationer ännu. Lägg till en med "brygga organisation add".
cli-linked = { $count ->
    [one] En lösning med "{ $written }" har fått sin organisation.
   *[other] { $count } lösningar med "{ $written }" har fått sin organisation.
  }
cli-linked-none = Ingen lösning har "{ $written }" som okänd organisation. Namnet ska skrivas precis som i filen.

# Samverkan
cli-help-collaboration = Samverkan mellan organisationer
cli-help-collaboration-add = Lägg till en samverkan med sina medlemmar
cli-option-purpose = Vad samverkan är till för
cli-option-members = Medlem: namn, kortnamn eller kommunkod. Kan anges flera gånger
cli-collaboration-added = { $name } finns nu, med { $count } medlemmar.

# Händelserna
cli-help-export-events = Skriv händelserna som JSON Lines, med kedjan som andra program kan kontrollera
cli-help-verify = Gå igenom händelserna och se om någon är ändrad eller borta
cli-option-from = Från och med den här dagen, till exempel 2026-11-09
cli-option-to = Till och med den här dagen
cli-option-head = Ett huvud som är sparat någon annanstans, så som verify skrev det
cli-verify-read = { $count ->
    [one] En händelse är genomgången. Spara huvudet någon annanstans: { $head }
   *[other] { $count } händelser är genomgångna. Spara huvudet någon annanstans: { $head }
}
cli-verify-unsealed = { $count ->
    [one] En händelse finns, från före kedjan. Den får sin plats i kedjan när nästa händelse skrivs.
   *[other] { $count } händelser finns, från före kedjan. De får sin plats i kedjan när nästa händelse skrivs.
}
cli-verify-changed = Händelse { $sequence } är ändrad eller flyttad.
cli-verify-missing = Händelserna { $from } till { $to } är borta.
cli-verify-lost-hash = Händelse { $sequence } har förlorat sin kontrollsumma.
cli-verify-another-head = Händelse { $sequence } är inte den som huvudet sparades vid. Kedjan är gjord på nytt.
cli-error-verify = { $count ->
    [one] En sak stämmer inte. Jämför med en säkerhetskopia innan något mer skrivs.
   *[other] { $count } saker stämmer inte. Jämför med en säkerhetskopia innan något mer skrivs.
}
cli-exported-events = { $count ->
    [one] En händelse är exporterad.
   *[other] { $count } händelser är exporterade.
}

# Personer
cli-help-person-list = Lista personerna i en organisation
cli-help-person-leave = Avsluta en persons tid i en organisation; det som är öppet lämnas över
cli-help-person-rescue = Ge en person rollen administratör och ett nytt lösenord, när ingen annan kan
cli-option-successor = E-postadressen till den som tar över det som är öppet
cli-option-reason = Varför. Skälet loggas
cli-person-row = { $name }, { $email }: { $roles }. Väntar på personen: { $count }
cli-person-left = { $email } är avslutad där. Inloggningarna gäller inte längre.
cli-person-rescued = { $email } är administratör och kan logga in med det nya lösenordet. Det är loggat.
cli-error-unknown-person = { $email } har ingen roll där. Kontrollera med brygga person list.
cli-error-last-administrator = Det är den enda administratören. Ge någon annan rollen först: brygga person add --role administrator

cli-help-organisation-change = Ändra namn eller uppgifter för en organisation
cli-help-organisation-merge = Låt en organisation gå upp i en annan
cli-help-organisation-split = Gör en del av en organisation till en egen
cli-help-collaboration-list = Visa samverkan och var var och en står; * leder
cli-help-collaboration-member = Bjud in, släpp in, stäng av eller ta ut en organisation
cli-help-collaboration-lead = Låt en annan medlem leda
cli-help-person-roles = Ge en person precis de här rollerna
cli-option-lead = Organisationen som leder
cli-option-into = Organisationen som tar över
cli-option-people = E-postadress till den som går över; flera går bra
cli-option-collaboration = Samverkans namn
cli-option-step = Vad som händer med medlemskapet
cli-option-roles = Rollen; flera går bra
cli-organisation-changed = { $name } är ändrad.
cli-organisation-merged = { $name } har gått upp i { $into }. Med följde – personer: { $people }, behov: { $needs }, lösningar: { $solutions }, lösningar i bruk: { $usages }.
cli-organisation-split = { $part } är nu en egen organisation, med { $count } personer från { $name }.
cli-collaborations-none = Det finns ingen samverkan. Lägg till en: brygga collaboration add --name … --member …
cli-membership-now = { $name } i { $collaboration }: { $state }.
cli-collaboration-led = { $name } leder nu { $collaboration }.
cli-person-roles = { $email } har nu: { $roles }.
cli-error-no-collaboration = Ingen samverkan heter ”{ $name }”. Visa alla: brygga collaboration list
cli-error-supplier = En leverantör kan inte vara med eller ha personer här. Den läser det som är offentligt.
cli-error-no-administrator = Välj minst en administratör som går över. Någon måste sköta den nya organisationen.
cli-error-organisation-gone = Organisationen har redan gått upp i en annan. Ingenting är ändrat.
cli-error-membership-step = Organisationen står på ett annat sätt i samverkan. Se hur det är: brygga collaboration list
cli-error-lead-stays = Organisationen leder samverkan. Låt en annan leda först: brygga collaboration lead

cli-option-url = Adressen som användarna når Brygga på; behövs för brev
cli-option-mail-from = Avsändaren av brev, till exempel brygga@kommunen.se
cli-option-mail-folder = Lägg breven som filer i en mapp i stället för att skicka dem
cli-error-mail-incomplete = För att skicka brev behövs --url och --mail-from. Ange båda, eller ta bort BRYGGA_SMTP och --mail-folder.
cli-error-mail-from = ”{ $value }” går inte att skicka från. Skriv till exempel brygga@kommunen.se.
cli-error-mail-server = Adressen i BRYGGA_SMTP går inte att använda: { $detail } Skriv till exempel smtps://namn:lösenord@server:465 eller smtp://server:587?tls=required.
cli-error-mail-url = ”{ $value }” är ingen adress till Brygga. Skriv till exempel https://brygga.kommunen.se.
cli-help-person-forget-phone = Låt någon som har tappat telefonen logga in med bara lösenordet
cli-person-phone-forgotten = { $email } loggar in med bara lösenordet. Alla inloggningar är avslutade.
cli-error-unknown-address = Ingen har adressen { $email }.
cli-help-person-report = Ta fram allt som finns om någon: namn, e-postadress eller personnummer
cli-option-about = Vad som ska letas upp; flera går bra
cli-person-report = { $count ->
    [0] Ingenting hittades.
    [one] 1 ställe hittades.
   *[other] { $count } ställen hittades.
}
cli-option-oidc-issuer = Adressen till kommunens inloggning (OpenID Connect), precis som den skriver den
cli-option-oidc-client = Vad Brygga heter där; hemligheten läses ur BRYGGA_OIDC_SECRET
cli-option-oidc-name = Vad inloggningen heter på knappen
cli-option-oidc-groups = Uppgiften som räknar upp grupper
cli-error-oidc-incomplete = För inloggning hos kommunen behövs också --url och hemligheten i BRYGGA_OIDC_SECRET.
cli-error-oidc-issuer = ”{ $value }” går inte att använda. Skriv adressen med https, precis som den som sköter inloggningen har uppgett den.
cli-help-import-figures = Läs in nyckeltal för kommuner, som JSON från Kolada eller som tabell
cli-option-figures-file = Filen med nyckeltal
cli-option-publisher = Vem som publicerar dem
cli-option-fetched = Dagen de hämtades; i dag om inget sägs
cli-option-series = Vad en serie heter: koden, ett mellanslag och namnet. Får ges flera gånger
cli-figures-read = { $count } värden i { $series } serier lästes in, varav { $gaps } luckor. { $changed } ersatte ett annat värde, { $twice } stod två gånger.
cli-figures-refused = Inget lästes in. Rätta raderna ovan och försök igen.

cli-help-import-runs = Lista de inläsningar som har gjorts
cli-help-import-undo = Ångra en hel inläsning
cli-option-run = Inläsningens id, som import runs visar
cli-report-undo = Inläsningen går att ångra: brygga import undo { $run }
cli-runs-none = Ingen har läst in något ännu.
cli-run = { $run }  { $day }  { $files }: { $created } nya, { $changed } ändrade
cli-run-undone = { $run }  { $day }  { $files }: { $created } nya, { $changed } ändrade (ångrad)
cli-undo-kept = { $number } { $name }: andra har ändrat eller använt den sedan dess, och det blir kvar.
cli-undo-done = Ångrad: { $withdrawn } nya togs ur katalogen, { $restored } fick tillbaka det de hade, i { $conflicts } blev något kvar.
cli-undo-tried = Prov, ingenting är ändrat: { $withdrawn } nya skulle tas ur katalogen, { $restored } få tillbaka det de hade, i { $conflicts } skulle något bli kvar.
cli-error-import-undone = Inläsningen är redan ångrad.

# Vilka som släpps in
cli-help-organisation-domain = Vilkas e-postadresser som får ansöka om att komma in
cli-help-organisation-domain-add = Låt adresser med en domän ansöka
cli-help-organisation-domain-remove = Låt inte längre adresser med en domän ansöka
cli-help-organisation-domain-list = Visa domänerna
cli-help-organisation-group = Vad grupper hos inloggningstjänsten är här
cli-help-organisation-group-add = Låt en grupp ge en roll, från nästa inloggning
cli-help-organisation-group-remove = Låt en grupp inte längre ge en roll, från nästa inloggning
cli-help-organisation-group-list = Visa grupperna med sina roller
cli-option-domain = Det som står efter @, till exempel kommunen.se
cli-option-group = Gruppens namn, som inloggningstjänsten skriver det
cli-domains-none = Inga adresser får ansöka.
cli-groups-none = Ingen grupp ger någon roll.
cli-error-no-domain = Adresser med ”{ $domain }” fick inte ansöka. Se vilka som får: brygga organisation domain list
cli-error-no-group = Gruppen ”{ $group }” ger inte rollen { $role }. Se vad som gäller: brygga organisation group list
