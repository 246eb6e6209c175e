# Ord som hela gränssnittet delar. Nyckeln slutar med ordets kod.

number-0 = Inga
number-1 = En
number-2 = Två
number-3 = Tre
number-4 = Fyra
number-5 = Fem
number-6 = Sex
number-7 = Sju
number-8 = Åtta
number-9 = Nio
number-10 = Tio
number-11 = Elva
number-12 = Tolv

month-1 = januari
month-2 = februari
month-3 = mars
month-4 = april
month-5 = maj
month-6 = juni
month-7 = juli
month-8 = augusti
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december

and = och

solution-kind-system = System
solution-kind-e-service = E-tjänst
solution-kind-module = Modul
solution-kind-sensor = Sensor
solution-kind-equipment = Utrustning
solution-kind-automation = Automatisering
solution-kind-integration = Integration
solution-kind-way-of-working = Arbetssätt
solution-kind-training = Utbildning
solution-kind-shared-service = Delad tjänst
solution-kind-software = Programvara

lifecycle-idea = Idé
lifecycle-planned = Planerad
lifecycle-pilot = Pilot
lifecycle-in-use = I bruk
lifecycle-phasing-out = Avvecklas
lifecycle-retired = Avvecklad

usage-status-in-use = Används
usage-status-pilot = Pilot
usage-status-contract = Avtal finns
usage-status-planned = Planerad
usage-status-declined = Avstått
usage-status-retired = Avvecklad

organisation-kind-municipality = Kommun
organisation-kind-federation-body = Kommunalförbund
organisation-kind-region = Region
organisation-kind-university = Högskola
organisation-kind-agency = Myndighet
organisation-kind-supplier = Leverantör
organisation-kind-other = Annan organisation

sharing-draft = Privat utkast
sharing-organisation = Min kommun
sharing-collaboration = Samverkan
sharing-network = Andra anslutna
sharing-public = Publikt

sharing-seen-draft = Bara du ser det
sharing-seen-organisation = Den egna organisationen ser det
sharing-seen-collaboration = Samverkan ser det
sharing-seen-network = Alla anslutna ser det
sharing-seen-public = Alla ser det

need-state-draft = Utkast
need-state-submitted = Inskickat
need-state-withdrawn = Tillbakadraget

origin-own = Egen vardag
origin-on-behalf = Skrivet för någon annan
origin-meeting = Från ett möte
origin-seen-elsewhere = Sett någon annanstans


role-need-submitter = Behovslämnare
role-coordinator = Samordnare
role-reader = Läsare
role-administrator = Administratör
role-need-owner = Behovsägare
role-solution-owner = Lösningsansvarig
role-solution-maintainer = Lösningsförvaltare
role-assessor = Beredare
role-forum-chair = Forumordförande
role-initiative-lead = Initiativledare
role-rollout-lead = Införandeansvarig
role-benefit-owner = Nyttoägare
role-researcher = Forskare
role-steward = Förvaltare av Brygga

membership-invited = Inbjuden
membership-confirmed = Medlem
membership-suspended = Avstängd
membership-left = Inte med
scope-match = att matcha texter
scope-read = att matcha texter och hämta listor som filer
