# Kommentarer.

comments-heading = { $count ->
    [0] Kommentarer
    [one] En kommentar
   *[other] { $word } kommentarer
}
comments-of = Kommentarer till { $number }
comments-older = { $count ->
    [one] Visa en äldre kommentar
   *[other] Visa { $count } äldre kommentarer
}
comments-none = Ingen har kommenterat än.
comment-write = Skriv en kommentar
comment-help = Alla som är inloggade och får läsa det här ser kommentaren. Nämn någon med @ och hela namnet. Skriv inte namn på brukare.
field-missing-comment = Skriv vad du vill säga.
field-missing-reason = Skriv varför. Skälet går till dem som det berör.
comment-send = Kommentera
comment-mentions = Nämner { $names }.
comment-take-back = Ta tillbaka
comment-taken-back = Kommentaren är tillbakatagen.
comment-hide = Dölj
comment-hidden = Kommentaren är dold. Skälet: { $reason }
comment-show-again = Visa igen
comment-hide-heading = Dölj kommentaren
comment-hide-text = Orden syns då bara för den som skrev dem och för er som sköter det här. Skälet står kvar för alla, och du kan visa kommentaren igen.
comment-hide-reason = Varför döljs den
need-event-commented = { $who } kommenterade.
need-event-comment-taken-back = { $who } tog tillbaka en kommentar.
need-event-comment-hidden = { $who } dolde en kommentar.
need-event-comment-shown = { $who } visade en kommentar igen.
