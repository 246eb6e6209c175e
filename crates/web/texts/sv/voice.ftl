# Vi har det här också.

voice-join = Vi har det här också
voice-joined = Ni har också det här.
voice-change = Ändra era ord
voice-say = Säg att vi har det också
voice-heading = Har ni det också?
voice-words = Hur är det hos er?
voice-words-help = Med egna ord. De står kvar som du skriver dem, bredvid behovet. Skriv inte namn på brukare.
voice-affected = Ungefär hur många berörs hos er
voice-who-sees = Det syns för alla som är inloggade och ser behovet. Du kan ta tillbaka det när som helst.
voice-municipalities = { $have } av { $all } kommuner har det här
voice-organisations = { $count ->
    [one] En organisation har det här
   *[other] { $word } organisationer har det här
}
voice-affects = berör { $number }
voice-affects-together = Tillsammans berörs { $number } personer.
undo = Ångra
need-event-voice-given = { $who } sa att de har det här också.
need-event-voice-taken-back = { $who } tog tillbaka att de har det här.
need-event-none-fits = { $who } såg lösningar som finns och sa att ingen passar.
