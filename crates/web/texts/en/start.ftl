# The start page and the matches.

what-do-you-need = What do you need?
two-sentences = Two sentences will do. Leave out clients' names.
searching = Searching …
searching-failed = Searching did not work just now. The list belongs to your earlier text.
draft-saved = Saved at %s in this browser, only you can see it.
draft-offline = Saved in the browser. Send it when you are online.
show-what-exists = Show what exists
go-on-with-need = Go on with the need
sign-in-and-go-on = Sign in and go on
answer-label = What exists
examples-heading = Three ways to begin
example-1 = We fetch and return keys at the office several times a day. When a key is missing the visit is late.
example-2 = Parents call in the morning to report sick children, and nobody in the kitchen hears how many will eat.
example-3 = Those who apply for building permits send the same papers several times because it does not show what is missing.
solutions-found = { $count ->
    [one] One solution may fit
   *[other] { $word } solutions may fit
}
jump-solutions = { $count ->
    [one] 1 solution
   *[other] { $count } solutions
}
jump-needs = { $count ->
    [one] 1 similar need
   *[other] { $count } similar needs
}
similar-needs = { $count ->
    [one] One similar need
   *[other] { $word } similar needs
}
nothing-found = Nothing like it yet
still-reading = The catalogue is being read in, { $count } percent is done. What has been read is found already.
meaning-off = Only words are compared just now, not meaning. Try other words if something is missing.
meaning-reading = Texts are being read, { $percent } per cent is done. The rest is compared by words alone for now.
match-outdated = No longer fits what you are writing.
why = Why?
you-wrote = You wrote
here-stands = here it says
why-letters = The words have similar letters.
confidence-likely = likely
confidence-possible = possible
confidence-uncertain = uncertain
confidence-means-likely = Likely: when measured, three such in four have been right. Read and judge for yourself.
confidence-means-possible = Possible: about one such in four is right. Read and judge for yourself.
confidence-means-uncertain = Uncertain: few such are right, but it is the nearest of what there is.
only-unsure = { $count ->
    [one] One solution is nearest, but it is uncertain whether it fits.
   *[other] { $word } solutions are nearest, but it is uncertain whether they fit.
}
also-unsure = { $count ->
    [one] One more stands last and is uncertain.
   *[other] { $word } more stand last and are uncertain.
}
similar-shared = Points at the same solutions: { $names }
why-near = The sentence above is close to what you wrote, even where the words differ.
why-unmet = Not mentioned here:
how-same-word = the same word
how-same-stem = the same word, another form
how-compound-part = share the word { $part }
how-synonym = mean about the same
how-abbreviation = short for { $expansion }
how-spelling = similar spelling
how-in-title = in the name
how-in-text = in the description
how-in-keyword = in the subject words
how-in-typical-need = in what others have said
how-and-where = { $how }, { $place }
changed-on = Description changed { $day }
used-by = used by { $names }
piloted-by = piloted by { $names }
contracted-by = contract in place in { $names }
planned-by = planned in { $names }
used-by-nobody = nobody has said that they use it
your-drafts = Your drafts
draft-changed = changed { $day }, only you can see it
capture-meeting = Write down needs from a meeting
capture-on-behalf = Write for somebody else
what-is-brygga = What is Brygga?
what-is-brygga-text = Here municipalities gather what their operations need and see whether a neighbour has solved it already.
read-more-about = Read more about Brygga
