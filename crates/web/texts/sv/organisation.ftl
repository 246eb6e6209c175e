# Organisationer: listan och sidan.

organisations-lead = De som finns här. Antalet invånare öppnar datum och källa.
organisations-none = Här kommer organisationerna att stå
organisations-none-text = Den som sköter driften lägger till dem.
organisation-name = Namn
organisation-kind = Slag
organisation-code = Kommunkod
organisation-inhabitants = Invånare
organisation-as-of = Per
organisation-uses = Använder
organisation-you-are-here = Du är här
organisation-gone = Organisationen upphörde { $day }.
organisation-successor = Det som den hade ansvar för togs över av
organisation-solutions = { $count ->
    [0] Använder inga lösningar
    [one] Använder 1 lösning
   *[other] Använder { $count } lösningar
}
organisation-all-solutions = Visa alla lösningar
organisation-no-solutions = Ingen lösning som du kan se används här.
organisation-needs = { $count ->
    [0] Inga behov
    [one] Ett behov
   *[other] { $word } behov
}
organisation-all-needs = Visa alla behov
organisation-no-needs = Inget behov härifrån är delat med dig.
organisation-together-with = Tillsammans med
organisation-about = Om { $name }
organisation-county = Län
organisation-on-day = per { $day }
organisation-source = Källa
organisation-exists = Finns
organisation-from = sedan { $from }
organisation-to = till { $to }
organisation-from-to = { $from } till { $to }
organisation-since = sedan { $day }

# Ändra organisationer.

organisation-add = Lägg till organisation
organisation-change = Ändra
organisation-change-facts = Ändra uppgifter
organisation-change-heading = Ändra uppgifter om { $name }
organisation-save = Spara ändringen
organisation-full-name = Fullständigt namn
organisation-full-name-help = Till exempel Skara kommun. Byter ni namn hittar man er även på det gamla.
organisation-short-name = Kort namn
organisation-short-name-help = Så som det står i listor, till exempel Skara.
organisation-code-help = Fyra siffror. Bara för kommuner.
organisation-county-code = Länskod
organisation-inhabitants-help = Skriv också vilken dag talet gäller och varifrån det kommer.
organisation-as-of-help = En dag som 2025-12-31, eller bara ett år.
organisation-population-needs = Skriv vilken dag antalet invånare gäller och varifrån det kommer.
organisation-changed-meanwhile = Namn: { $name }. Kort namn: { $short }.
changed-meanwhile-stands = Någon annan har ändrat medan du skrev. Din text står kvar nedan. Nu står det så här; sparar du en gång till gäller din text.
organisation-choose = Välj
organisation-look-after = Sköt om
organisation-former = Har tidigare hetat:
organisation-called-until = { $name } till { $day }
organisation-merge = Slå samman med en annan
organisation-merge-heading = Slå samman { $name } med en annan organisation
organisation-merge-lead = Organisationen upphör i dag. Den andra tar över:
organisation-merge-stays = Det som har sagts och beslutats står kvar under det gamla namnet. Gamla namn och koder leder fortfarande rätt. Det går inte att ångra med ett tryck.
organisation-into = Vilken organisation tar över?
organisation-choose-successor = Välj vilken organisation som tar över.
organisation-understood = Jag vet vad som händer
organisation-say-understood = Kryssa i att du vet vad som händer.
organisation-merge-now = Slå samman nu
organisation-split = Dela upp
organisation-split-heading = Gör en del av { $name } till en egen organisation
organisation-split-lead = De personer du väljer går över med sina roller och de behov de har skrivit. Den nya organisationen är med i samma samverkan. Allt annat blir kvar.
organisation-going = Vilka går över?
organisation-going-help = Minst en av dem ska vara administratör, och minst en administratör ska bli kvar.
organisation-keeps-an-administrator = Minst en administratör ska bli kvar. Låt någon av dem stanna, eller ge någon annan rollen först.
organisation-split-now = Dela upp nu
moves-people = { $count ->
    [0] inga personer
    [one] 1 person med sina roller
   *[other] { $count } personer med sina roller
}
moves-needs = { $count ->
    [0] inga behov
    [one] 1 behov
   *[other] { $count } behov
}
moves-solutions = { $count ->
    [0] inga lösningar i katalogen
    [one] 1 lösning som den håller i katalogen
   *[other] { $count } lösningar som den håller i katalogen
}
moves-usages = { $count ->
    [0] ingen användning av lösningar
    [one] användning av 1 lösning
   *[other] användning av { $count } lösningar
}
moves-voices = { $count ->
    [0] inga ”vi har också behovet”
    [one] 1 ”vi har också behovet”
   *[other] { $count } ”vi har också behovet”
}

# Samverkan: vilka som delar behov och lösningar.

collaborations = Samverkan
collaborations-lead = Organisationer som delar behov och lösningar med varandra. En organisation kan vara med i flera.
collaborations-none = Ingen samverkan finns ännu
collaborations-none-text = En administratör kan börja en och bjuda in andra.
collaboration-begin = Börja en samverkan
collaboration-change-heading = Ändra { $name }
collaboration-led-by = Leds av { $name }.
collaboration-members-are = Med är { $names }.
collaboration-lead = Leds av
collaboration-no-lead = Ingen, bara den som förvaltar Brygga
collaboration-led = Vilken organisation leder?
collaboration-led-help = Dess administratörer bjuder in andra.
collaboration-purpose = Syfte
collaboration-purpose-help = En eller två meningar om vad ni gör tillsammans.
collaboration-members = Medlemmar
collaboration-members-table = Medlemmar och var de står
collaboration-no-members = Ingen är med ännu.
collaboration-state = Läge
collaboration-since = Sedan
collaboration-steps = Gör
collaboration-steps-help = Bara medlemmar läser det som delas i samverkan. Det gäller direkt: den som lämnar eller stängs av läser inget mer, och andra läser inte längre det den har delat. Det som redan har sagts om andras behov står kvar.
collaboration-invite = Bjud in
collaboration-invite-help = Organisationen läser inget förrän dess administratör har tackat ja.
collaboration-organisation = Organisation
collaboration-choose-organisation = Välj en organisation.
collaboration-first-members = Vilka bjuds in?
collaboration-first-members-help = Var och en tackar själv ja eller nej. Den som förvaltar Brygga kan göra dem till medlemmar direkt.
membership-step-invite = Bjud in
membership-step-accept = Tacka ja
membership-step-suspend = Stäng av tills vidare
membership-step-readmit = Släpp in igen
membership-step-leave = Lämna
membership-part = Avsluta medlemskapet
membership-change = Ändra medlemskapet

# Att stängas av eller lämna
parting-suspend = Stäng av { $organisation } tills vidare
parting-leave = Lämna samverkan: { $organisation }
parting-follows = Det här händer
parting-note = Det gäller genast, åt båda hållen: { $organisation } läser inte längre det som de andra delar i samverkan, och de andra läser inte längre det som { $organisation } delar där. Inget tas bort.
parting-comes-back = När ni släpper in organisationen igen läser den och de andra allt som förut. Platser i forum och ärenden får ni ordna på nytt.
parting-asked-again = Den som har lämnat bjuds in på nytt och tackar ja. Platser i forum och ärenden får ni ordna på nytt.
parting-readers = Slutar läsa varandras uppgifter
parting-needs = Behov som de andra inte längre läser
parting-solutions = Lösningar som de andra inte längre läser
parting-contracts = Avtal som de andra inte längre läser
parting-cases = Gemensamma ärenden som delas upp
parting-seats = Platser i forum som lämnas
parting-seat = { $person } ({ $forum })
parting-scorers = Personer som slutar poängsätta i öppna omgångar
parting-back = Tillbaka utan att ändra

# Listan
organisations-by-name = Namn
organisations-by-inhabitants = Flest invånare
organisations-by-kind = Slag
organisation-collaboration = Samverkan
organisation-stands = Medlem i
organisation-stands-so = { $name }: { $state }
organisation-stands-since = { $name }: { $state } sedan { $day }
