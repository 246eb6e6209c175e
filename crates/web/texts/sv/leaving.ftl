# Export för en medlem: sidan och arkivets innehåll.

leaving = Export av allt ni har
leaving-of = Export: { $name }
leaving-lead = Allt som organisationen har och har sagt, i ett arkiv: tabeller som CSV och JSON Lines, varje ärende med allt i det, en innehållssida att läsa och kontrollsummor. Att det tas ut syns i händelseloggen.
leaving-archives = Arkiv
leaving-asked = Begärt
leaving-state = Läge
leaving-progress = Klart
leaving-kept = { $count ->
    [one] Ett arkiv kan hämtas i 1 dag. Sedan kan det göras på nytt.
   *[other] Ett arkiv kan hämtas i { $count } dagar. Sedan kan det göras på nytt.
}
leaving-none = Inget arkiv ännu.
leaving-look-again = Se hur långt det har kommit
leaving-begin = Gör ett arkiv
leaving-fetch = Hämta
leaving-broken = Avbrutet, gör ett nytt
leaving-being-made = Görs
leaving-done-of = { $done } av { $total } delar
leaving-stays = Vad som stannar hos de andra
leaving-stays-text = Det ni har följer med er. Det som sagts eller gjorts i andras behov, ärenden och möten står kvar där under ert namn: kommentarer, omdömen, beslut och händelser. Ärenden med andras behov går till den vars behov kom först; era egna behov går hem. Utkast är var och ens egna och finns inte med.
leaving-index-text = Tider i tabellerna är millisekunder sedan 1970 i UTC. Kontrollera filerna med: sha256sum -c checksums.sha256
leaving-file = Fil
leaving-holds = Innehåll
leaving-rows = Rader
leaving-whole-case = Ärendet med allt i det
error-being-made-heading = Ett arkiv görs redan
error-being-made-text = Vänta tills det är klart. Hur långt det har kommit ser du på sidan för export.
leaving-table-people = Personer och roller
leaving-table-needs = Behov
leaving-table-requirements = Delbehov
leaving-table-cases = Ärenden
leaving-table-solutions = Lösningar som ni sköter
leaving-table-usages = Vad ni använder
leaving-table-contracts = Avtal
leaving-table-contract-coverage = Vilka avtalen omfattar
leaving-table-comments = Kommentarer som ni skrivit
leaving-table-verdicts = Omdömen som ni gett
leaving-table-voices = Vi också: vad ni sagt
leaving-table-decisions = Beslut som ni deltagit i
leaving-table-initiatives = Initiativ som ni leder
leaving-table-rollouts = Införanden hos er
leaving-table-benefits = Nyttor
leaving-table-measurements = Mätningar
leaving-table-lessons = Lärdomar
leaving-table-maturity-rounds = Omgångar av självskattning
leaving-table-maturity-replies = Svar i stängda omgångar, utan namn
leaving-table-maturity-scores = Andra mätningar av mognad
leaving-table-articles = Kunskap
leaving-table-goals = Mål
leaving-table-challenges = Utmaningar
leaving-table-challenge-evidence = Underlag till utmaningar
leaving-table-interventions = Insatser
leaving-table-events = Händelser: vad ni gjort
cli-help-export-organisation = Skriv allt som en organisation har som ett arkiv (ZIP)
cli-exported-organisation = { $count ->
    [one] En rad och alla ärenden är exporterade.
   *[other] { $count } rader och alla ärenden är exporterade.
}
