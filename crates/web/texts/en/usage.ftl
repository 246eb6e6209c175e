# Who uses what: on a solution's page, in the form, in an organisation's list and in the grid.

usage-standing-own = The organisation's own word
usage-standing-registered = Waiting for an answer

usage-age-today = today
usage-age-days = { $count ->
    [one] a day ago
   *[other] { $count } days ago
}
usage-age-weeks = { $count ->
    [one] a week ago
   *[other] { $count } weeks ago
}
usage-age-months = { $count ->
    [one] a month ago
   *[other] { $count } months ago
}
usage-age-years = { $count ->
    [one] a year ago
   *[other] { $count } years ago
}
usage-confirmed = Confirmed { $age }
usage-confirmed-by = Confirmed { $age } by { $person }
usage-undated = According to { $organisation }, undated
usage-registered = Registered by { $by }, waiting for { $organisation } to confirm
usage-unconfirmed = { $organisation } (unconfirmed)
usage-by-operator = the operator
usage-users = { $count ->
    [one] 1 user
   *[other] { $number } users
}
usage-until = until { $day }
usage-from-until = { $since } until { $until }
usage-says = Who says so

usage-was-set = { $who } said how { $organisation } uses the solution: { $status }.
usage-was-emptied = { $who } removed that { $organisation } uses the solution.
usage-facts-were-set = { $who } changed facts about how { $organisation } uses the solution.
usage-was-confirmed = { $who } confirmed how { $organisation } uses the solution.
usage-was-rejected = { $who } answered that what was registered about { $organisation } is not right: { $reason }
usage-was-proposed = { $who } proposed that { $organisation } uses the solution: { $status }.
usage-proposal-was-accepted = { $who } answered that the proposal about { $organisation } is right: { $status }.
usage-proposal-was-declined = { $who } answered that the proposal about { $organisation } is not right: { $reason }
usage-was-handed-over = { $who } handed over: { $person } now answers questions about how { $organisation } uses the solution.

usage-is-it-so = Is this right about { $organisation }? { $status }
usage-confirm = Confirm
usage-confirm-for = Confirm for { $organisation }
usage-of-organisation = how { $organisation } uses the solution
usage-correct = Correct the facts
usage-reject = Not right
usage-reject-reason = Why is it not right?
usage-reject-lead = The reason stays in the solution's history, and whoever said so is told.
usage-proposes = { $person } in { $proposer } proposes about { $organisation }: { $status }
usage-waits-for = Waiting for an answer from { $organisation }. Until then it does not count as use.
usage-accept = It is right
usage-decline = It is not right
usage-change = Change for { $organisation }
usage-say-for = Say how { $organisation } uses it
usage-propose-for = Propose for { $organisation }
usage-say-for-others = Say something about another organisation
usage-choose-lead = Choose which organisation it is about. The solution is { $solution }.
usage-register = Organisations that you keep the catalogue for
usage-propose = Organisations that answer themselves
usage-nobody-left = Everybody is in
usage-nobody-left-text = Every organisation that you can say something about has an answer already. Open the solution to change it.
usage-experience-of = What { $organisation } thinks

usage-form-own = How { $organisation } uses { $solution }
usage-form-own-lead = This becomes the word of { $organisation }, confirmed today.
usage-form-member = Register for { $organisation }: { $solution }
usage-form-member-lead = { $organisation } is told, and confirms, corrects or says that it is not right.
usage-form-proposal = Propose for { $organisation }: { $solution }
usage-form-proposal-lead = { $organisation } gets the proposal and answers. Until then it does not count as use.
usage-save = Save for { $organisation }
usage-save-for = Register for { $organisation }
usage-send-proposal = Send to { $organisation }
usage-proposed-already = You have proposed this already. The proposal waits for an answer.
usage-back = Back to the solution
usage-status-label = How do things stand?
usage-note = How do you know?
usage-note-help = Leave out names of people outside the organisation.
usage-reason = Reason
usage-reason-help = Needed when you have declined.
usage-since = Since
usage-until-day = Until
usage-day-help = For example 2026-11-09.
usage-users-label = Number of users
usage-instance = Installation
usage-instance-help = For example your own servers or the shared installation.
usage-ask = Who answers questions
usage-contact = Person
usage-contact-help = Whoever leaves hands over to somebody else.
usage-contact-role = Role
usage-nobody-to-ask = Nobody in particular
usage-experience = Experience
usage-experience-help = Read by those who are signed in. Suppliers and the public do not see it.
usage-pros = What is good
usage-cons = What is less good
usage-effort = What it took
usage-nothing-stands = Nothing is said.

usage-own = What we use
usage-own-heading = What { $organisation } uses
usage-own-lead = What waits for an answer stands first, then what was confirmed longest ago.
usage-proposals = Proposals that wait for an answer
usage-by-unconfirmed = waiting for an answer first
usage-by-since = begun last first
usage-none = What you use will stand here
usage-none-text = Nobody has said what you use. Open a solution and say how you use it.
usage-pick = Choose
usage-pick-one = Choose { $solution }
usage-confirm-chosen = Confirm the chosen
usage-told-confirmed = { $count ->
    [0] Nothing was chosen. Choose rows and confirm them.
    [one] One row is confirmed.
   *[other] { $word } rows are confirmed.
}
usage-row-changed = { $number }: somebody has changed it since the page was shown. Nothing is confirmed. Read what stands there now and choose again.
usage-row-not-yours = { $number }: there is no such solution for you. Nothing is confirmed.
usage-row-no-reason = { $number }: whoever has declined must say why.
usage-row-not-bare = { $number }: there are more facts, which would be lost.

usage-grid = Fill in a grid
usage-grid-lead = A row for each solution and a column for each organisation that you keep the catalogue for. Only what you change is saved.
usage-grid-keys = The arrows move between cells. Space opens the choices.
usage-grid-nothing = Unknown
usage-grid-waits = waiting for an answer
usage-grid-unseen = Does not see the solution
usage-grid-save = Save the changes
usage-grid-no-changes = Nothing is changed.
usage-grid-one-change = One cell is changed.
usage-grid-changes = { $number } cells are changed.
usage-grid-none-text = Import solutions from a file, and you can fill in who uses them.
usage-grid-stopped = Nothing is saved. This is in the way.
usage-grid-saved = { $count ->
    [0] Nothing was changed.
    [one] One cell is saved.
   *[other] { $word } cells are saved.
}
usage-cell-changed = Somebody else has changed it. Now it says { $present }. If you save again, your choice holds.
usage-cell-not-yours = You cannot change this cell.
usage-cell-no-reason = Whoever has declined says why.
usage-cell-not-bare = There are more facts here, which would be lost.
usage-cell-open = Open

people-is-contact = answers questions about the solution
usage-grid-narrow = A small screen shows { $organisation }. Choose another organisation above.
usage-grid-narrow-all = Show all
