# We have this too.

voice-join = We have this too
voice-joined = You have this too.
voice-change = Change your words
voice-say = Say that we have it too
voice-heading = Do you have it too?
voice-words = How is it with you?
voice-words-help = In your own words. They stay as you write them, beside the need. Leave out clients' names.
voice-affected = About how many are affected with you
voice-who-sees = Everybody who is signed in and sees the need can read it. You can take it back at any time.
voice-municipalities = { $have } of { $all } municipalities have this
voice-organisations = { $count ->
    [one] One organisation has this
   *[other] { $word } organisations have this
}
voice-affects = affects { $number }
voice-affects-together = Together { $number } people are affected.
undo = Undo
need-event-voice-given = { $who } said that they have this too.
need-event-voice-taken-back = { $who } took back that they have this.
need-event-none-fits = { $who } saw solutions that exist and said that none fits.
