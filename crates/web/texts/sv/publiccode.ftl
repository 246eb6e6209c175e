# publiccode.yml: beskrivningar av öppen programvara, in och ut.

publiccode-help-import = Läs in eller granska publiccode.yml, filer och hela mappar
publiccode-help-export = Skriv en lösning som publiccode.yml
publiccode-option-paths = Filer, och mappar som gås igenom efter .yml och .yaml
publiccode-option-strict = Sluta med felkod 1 om någon fil inte gick att använda
publiccode-option-check = Granska bara mot standarden; ingen databas behövs
publiccode-option-number = Lösningens nummer, till exempel L-2026-0007

publiccode-files = { $files ->
    [one] En fil gicks igenom
   *[other] { $files } filer gicks igenom
  }, { $left ->
    [0] alla gick att använda.
    [one] en utelämnades.
   *[other] { $left } utelämnades.
  }
publiccode-languages = Texternas språk och antal filer: { $list }
publiccode-report-saved =
    { $files ->
        [one] En fil läst:
       *[other] { $files } filer lästa:
    } { $created } nya lösningar, { $changed } ändrade, { $unchanged } oförändrade, { $superseded } äldre versioner användes inte.
publiccode-report-tried =
    { $files ->
        [one] Prov, ingenting är sparat. En fil läst:
       *[other] Prov, ingenting är sparat. { $files } filer lästa:
    } { $created } nya lösningar, { $changed } ändrade, { $unchanged } oförändrade, { $superseded } äldre versioner användes inte.
publiccode-report-superseded = { $file } beskriver samma lösning i en nyare version och användes i stället.
publiccode-strict = { $count ->
    [one] En fil gick inte att använda. De andra är inlästa.
   *[other] { $count } filer gick inte att använda. De andra är inlästa.
  }
publiccode-check-strict = { $count ->
    [one] Standarden underkänner en fil.
   *[other] Standarden underkänner { $count } filer.
  }
publiccode-accepted = godkänd
publiccode-remarks = godkänd med anmärkningar
publiccode-refused = underkänd
publiccode-check-row = rad { $line }
publiccode-check-counts = { $files ->
    [one] En fil granskad
   *[other] { $files } filer granskade
  } mot version 0: { $accepted } godkända, { $remarks } godkända med anmärkningar, { $refused } underkända.
publiccode-check-version-one = Version 1 av standarden är inte utgiven, så ingen fil godkänns mot den ännu.
publiccode-only-one = I version 1: { $text }

publiccode-other-name = Filens namn slutar inte på .yml eller .yaml. Byt namn på den om det är en publiccode.yml.
publiccode-no-file = Det är ingen vanlig fil. Ange en fil eller en mapp.
publiccode-system = Filen går inte att läsa: { $detail }
publiccode-not-a-section = Filen är ingen publiccode.yml: den börjar inte med namngivna uppgifter. Skriv till exempel name: och url: överst.
publiccode-no-name = Namnet saknas. Skriv det vid name.
publiccode-empty = Filen är tom. Kontrollera att rätt fil är vald.
publiccode-too-large = Filen är större än { $limit } MB och läses inte. Kontrollera att det är en publiccode.yml.
publiccode-utf16 = Filen är sparad som UTF-16. Spara den som UTF-8.
publiccode-not-utf8 = Rad { $line } har tecken som inte är UTF-8. Spara filen som UTF-8.
publiccode-control-character = Rad { $line } har ett styrtecken som inte hör hemma i text. Ta bort det.
publiccode-direction-mark = Rad { $line } har ett osynligt tecken som vänder textens riktning. Ta bort det.
publiccode-tab = Rad { $line } är indragen med tabb. Använd mellanslag.
publiccode-not-yaml = Filen är inte riktig YAML, felet syns vid rad { $line }. Kontrollera indrag, kolon och citattecken där och på raden före.
publiccode-several-documents = Filen har flera dokument, det andra börjar vid rad { $line }. Dela upp dem i var sin fil.
publiccode-duplicate-key = Nyckeln { $key } finns två gånger, den andra vid rad { $line }. Ta bort en av dem.
publiccode-key-is-not-text = Rad { $line } har en lista eller en grupp där en nyckel ska stå. Rätta raden.
publiccode-broken-alias = Rad { $line } hänvisar med * till något som inte finns före den. Skriv värdet i stället.
publiccode-too-deep = Rad { $line } ligger djupare än { $limit } nivåer. Rätta indragen.
publiccode-too-much = Filen har för många uppgifter, gränsen nås vid rad { $line }. Ta bort upprepningar med & och *.

publiccode-fault-missing = Saknas. Fyll i värdet.
publiccode-fault-missing-in-all-languages = Saknas i alla språk. Skriv det i minst ett.
publiccode-fault-not-a-text = Ska vara en text.
publiccode-fault-not-a-flag = Ska vara true eller false, utan citattecken.
publiccode-fault-not-a-list = Ska vara en lista, med ett bindestreck före varje värde.
publiccode-fault-not-a-section = Ska vara en grupp med egna nycklar.
publiccode-fault-unknown-key = Standarden har ingen sådan nyckel. Kontrollera stavningen, eller ta bort den.
publiccode-fault-deprecated-instead = Nyckeln är på väg bort. Använd { $key } i stället.
publiccode-fault-deprecated = Nyckeln är på väg bort. Den kan tas bort.
publiccode-fault-gone = Finns inte längre. Ta bort den.
publiccode-fault-two-spellings = Både it och IT finns. Behåll IT.
publiccode-fault-unknown-word = Ordet ”{ $word }” finns inte i standardens lista. Välj ett som finns där.
publiccode-fault-too-short = { $length } tecken, minst { $limit } behövs. Skriv mer.
publiccode-fault-too-long = { $length } tecken, högst { $limit } går. Korta texten.
publiccode-fault-not-a-url = Ska vara en hel adress, till exempel https://kod.exempel.se/projekt.git.
publiccode-fault-not-a-web-address = Ska vara en webbadress som börjar med https:// eller http://.
publiccode-fault-not-a-uri = Ska vara en webbadress eller ett namn som börjar med urn:.
publiccode-fault-not-an-ipa-code = Är ingen kod för en italiensk myndighet. Den skrivs med små bokstäver, som c_h501.
publiccode-fault-not-a-date = Ska vara en dag som finns, skriven som 2026-05-31.
publiccode-fault-not-an-email = Ska vara en e-postadress.
publiccode-fault-not-a-language = Är ingen språkkod. Skriv till exempel sv eller en-GB.
publiccode-fault-not-a-country = Är ingen landskod. Skriv två stora bokstäver, som SE.
publiccode-fault-lower-case-country = Landskoden har små bokstäver. Skriv den med stora, som SE.
publiccode-fault-not-a-licence = Är ingen licens enligt SPDX. Skriv till exempel EUPL-1.2, eller MIT OR Apache-2.0.
publiccode-fault-not-a-media-type = Är ingen medietyp. Skriv till exempel text/plain.
publiccode-fault-not-a-path = Ska vara en sökväg inne i projektet, till exempel img/logo.svg, eller en webbadress.
publiccode-fault-wrong-file-type = Filen ska vara SVG eller PNG.
publiccode-fault-not-an-image = Filen finns men är ingen PNG-bild. Spara bilden på nytt.
publiccode-fault-only-with-contract = Får bara finnas när maintenance.type är contract. Ta bort den, eller ändra typen.
publiccode-fault-unknown-version = Standarden har ingen version ”{ $version }”. Skriv "0".
publiccode-fault-older-version = Version { $version } är äldre. Skriv "0", som gäller för alla versioner av 0.
publiccode-fault-not-published = Version 1 av standarden är inte utgiven, så ingen fil godkänns mot den ännu.

publiccode-gap-no-licence = Licensen saknas. Fyll i den i katalogen.
publiccode-gap-not-an-open-licence = Licensen är ingen som SPDX namnger. Skriv den till exempel som EUPL-1.2.
publiccode-gap-no-repository = Adressen till källkoden saknas. Fyll i den i katalogen.
publiccode-gap-too-little-text = Texterna har { $length } tecken tillsammans, minst { $limit } behövs. Skriv en längre beskrivning.
publiccode-not-written = { $number } går inte att skriva som publiccode.yml förrän uppgifterna ovan finns.
