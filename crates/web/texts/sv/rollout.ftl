# Införande i en organisation: beredskap, förändringsplan och driftstart.

rollout-in = Införande i { $organisation }
rollout-back = Till införandet
rollout-nothing = Bidrar utan eget införande
rollout-readiness = Beredskap
rollout-item = Vad som behövs
rollout-answer = Svara på beredskapen
rollout-answer-help = Svara som det är. Ett svar som inte är Ja blir en åtgärd med någon som gör den och en dag.
rollout-weak-action = Åtgärd när svaret inte är Ja
rollout-another-action = En åtgärd är öppen. Lägg till en till.
rollout-weak = { $count ->
    [one] ett svagt svar
   *[other] { $count } svaga svar
}
rollout-left-to-answer = { $count ->
    [one] En fråga om beredskap är inte besvarad.
   *[other] { $count } frågor om beredskap är inte besvarade.
}
rollout-decide-now = Allt är besvarat. Bestäm om ni går i drift.
rollout-go-live-now = Beslutat. Tryck när det nya används.
rollout-end-now = Det nya används. Nästa steg är att det gamla slutar.
rollout-measure-now = Infört, och det gamla har slutat. Nu återstår att mäta nyttan.
rollout-declined-now = Det blir inte av här. Det går att ändra sig.
rollout-actions = Åtgärder
rollout-no-actions = Ingen åtgärd.
rollout-action = Åtgärd
rollout-who = Vem
rollout-due = Klart senast
rollout-done = Klart
rollout-give = Lägg till en åtgärd
rollout-actions-open = { $count ->
    [one] 1 öppen
   *[other] { $count } öppna
}
rollout-actions-late = { $count ->
    [one] 1 försenad
   *[other] { $count } försenade
}
rollout-plan = Förändringsplan
rollout-plan-change = Skriv förändringsplanen
rollout-plan-help = En del för varje roll som berörs. Det viktigaste är vad de gör annorlunda och vad som slutar.
rollout-no-plan = Ingen förändringsplan är skriven.
rollout-planned = Planerad driftstart
rollout-planned-on = planerad { $day }
rollout-affected = Berörda
rollout-people-count = { $count ->
    [one] 1 person
   *[other] { $count } personer
}
rollout-role = Roll
rollout-role-number = Roll { $number }
rollout-how-many = Hur många
rollout-different = Gör annorlunda
rollout-training = Utbildning
rollout-support = Stöd
rollout-data = Uppgifter och integrationer
rollout-stops = Det här slutar
rollout-stops-on = Slutar dagen
rollout-decide = Spara beslutet
rollout-decision = Beslut om driftstart
rollout-decided-on = Beslutat
rollout-decided-by = Beslutat av
rollout-go-question = Går ni i drift?
rollout-go-live = Vi är i drift
rollout-live-on = I drift sedan
rollout-live-registers = Katalogen säger att ni använder lösningen, och nyttan får dagar att mätas på.
rollout-live-days = Nyttan får dagar att mätas på.
rollout-what-happens = Då händer
rollout-end-old = Det gamla har slutat
rollout-ended-on = Det gamla slutade
rollout-people = Vilka som ansvarar
rollout-name-people = Utse vilka som ansvarar
rollout-people-help = De som har en roll i organisationen går att välja.
rollout-told-live = Ni är i drift. Katalogen och uppföljningen är uppdaterade.
rollout-told-ended = Det gamla har slutat. Nyttan återstår att mäta.
rollout-told-decided = Beslutet är sparat.
