# Vad det blev: uppföljning för organisation, forum och den som bad, och vad var och en ger och får.

outcome-of = Uppföljning för { $organisation }
outcome-lead = Era införanden, er nytta och vad det kostar. Och vad det blev av det du bad om.
outcome-rollouts = Våra införanden
outcome-no-rollouts = Ni inför inget just nu.
outcome-benefits = Vår nytta
outcome-no-benefits = Ingen nytta är skriven för er organisation.
outcome-all-benefits = Alla våra nyttor, med filter och fil
outcome-costs = Våra kostnader
outcome-costs-help = Er del enligt den nyckel som har beslutats, över alla år i kalkylen.
outcome-no-costs = Ingen nyckel är beslutad för de ärenden ni är med i.
outcome-together = Tillsammans
outcome-my-needs = Vad det blev av mina behov
outcome-no-needs = Du har inte skrivit något behov.
outcome-not-sent = Inte skickat
outcome-what-became = Vad det blev av behovet
outcome-way = Ärendet
outcome-no-case = Behovet är inte i något ärende som du kan läsa.
outcome-led-to = Ledde till
outcome-no-initiative = Inget initiativ ännu.
outcome-your-benefit = Nyttan hos er
outcome-no-benefit-yet = Ingen nytta är skriven för din organisation ännu.
outcome-came = Vad det gav
outcome-used-in = I drift hos { $count }
outcome-to-measure = { $count ->
    [one] 1 nytta att mäta
   *[other] { $count } nyttor att mäta
}
outcome-reached-of = { $reached } av { $measured } mätta har gett nytta
outcome-benefits-in-all = { $count ->
    [one] 1 nytta i allt
   *[other] { $count } nyttor i allt
}
outcome-of-decisions = Vad det blev av besluten
outcome-forum-lead = Vad forumet har beslutat och vad det ledde till. Varje ärende står en gång, med det senaste beslutet.
outcome-decided = Beslutat
outcome-decided-on = Beslutat dagen
outcome-none-decided = Forumet har inte beslutat något ännu.
outcome-overdue = Skulle ha mätts
outcome-overdue-help = Nyttoägaren har fått en påminnelse. Fråga vad som hindrar.
balance-lead = Vad var och en ger till samverkan och får av den. Grovt räknat, bara för medlemmarna, och ingen rangordning.
balance-turn = Vems tur det kan vara
balance-could-lead = { $organisations } har lett minst hittills och kan vara den som leder nästa. Det är ett förslag, inte ett krav.
balance-nobodys-turn = Alla har lett lika mycket.
balance-given = Gett och fått
balance-help = Pengar och timmar är från kalkyler med beslutad nyckel, avrundade till hela 50 000 kronor och 20 timmar. Nyttan är hur många som har gett något, av alla som är skrivna.
balance-none = Din organisation är inte med i någon samverkan.
balance-leads = Leder
balance-pilots = Provar först
balance-follows = Följer efter
balance-contributes = Bidrar
balance-money = Pengar
balance-hours = Tid
balance-benefits = Nytta som har kommit
balance-about = omkring { $amount }
outcome-my-actions = Mina åtgärder
