# Verdicts: how well a solution meets a need.

verdict-fits = Fits
verdict-partly = Partly
verdict-not = Does not fit
verdict-said-fits = fits
verdict-said-partly = fits partly
verdict-said-not = does not fit
verdict-of = Your verdict on { $name }
verdict-line = { $person }, { $organisation }: { $verdict }, { $day }
verdict-line-with-reason = { $line }. Reason: { $reason }
verdict-say-why = Say why
verdict-why = Why does it not fit?
verdict-why-heading = Why does { $name } not fit?
verdict-reason = Reason
verdict-reason-help = Those who see both the need and the solution see the reason. Leave out names and contract prices.
verdict-reason-too-long = { $count ->
    [one] The text is 1 character too long. Shorten it to at most 500 characters.
   *[other] The text is { $count } characters too long. Shorten it to at most 500 characters.
}
verdict-save-reason = Save the reason
verdict-no-reason = Save no reason
verdict-others = More solutions with a verdict
verdict-judged-for = { $count ->
    [one] Judged for one need
   *[other] Judged for { $count } needs
}
need-event-verdict-given = { $who } gave { $solution } the verdict { $verdict }.
need-event-verdict-taken-back = { $who } took back the verdict on { $solution }.

# What verdicts do to the order
verdict-lifted = { $count ->
    [one] Lifted a little: one similar need has been given the verdict fits or fits partly.
   *[other] Lifted a little: { $count } similar needs have been given the verdict fits or fits partly.
}
verdict-lifted-although = { $line } Other verdicts disagree.
verdict-lowered = { $count ->
    [one] Lowered a little: one similar need has been given the verdict does not fit.
   *[other] Lowered a little: { $count } similar needs have been given the verdict does not fit.
}
verdict-lowered-although = { $line } Other verdicts disagree.
