# Disposal: rules, what can be disposed of, decisions, and what stands where something was.

disposal = Disposal
disposal-lead = This may be disposed of now by the rules: it has ended and is older than the rule says. Nothing goes without a decision, which one administrator writes down and another carries out.
disposal-new = Write down a decision
disposal-rules = Rules for disposal
disposal-decisions = Decisions on disposal
disposal-all-kinds = All
disposal-by-day = Ended
disposal-by-number = Number
disposal-none = Nothing to dispose of now
disposal-none-text = All that has ended is newer than the rules say. See the rules for how long each kind is kept.
disposal-record = Record
disposal-kind = Kind
disposal-title = What
disposal-closed = Ended
disposal-count = Count
disposal-package = Take out first
disposal-rules-lead = So long each kind is kept after it has ended. The rules hold for all of Brygga; each organisation decides for itself on disposal of its own.
disposal-kept-how-long = How long it is kept
disposal-kept = Kept
disposal-note = Why
disposal-said-by = Decided by
disposal-change = Change
disposal-proposal = Proposal
disposal-kept-for-good = For good
disposal-months = { $count ->
    [one] 1 month
   *[other] { $count } months
}
disposal-months-field = Months after the end
disposal-months-help = Leave empty for what is kept for good.
disposal-rule-lead = The change is a new version of the rule. It disposes of nothing by itself.
disposal-save = Save
disposal-back = Back without saving
disposal-decisions-lead = Decisions to dispose of the organisation’s own records.
disposal-decisions-none = No decisions yet.
disposal-reference = Number of the decision
disposal-reference-help = As it stands in the decision, such as KS 2026/123 § 45.
disposal-decided-on = Day of the decision
disposal-decided-on-help = As 2026-11-09. Today or earlier.
disposal-state = State
disposal-new-lead = The decision is about all in the list of what may be disposed of now. Another administrator carries it out. Take out the cases as packages first if they go to an archive.
disposal-would = { $count ->
    [one] 1 record is disposed of when the decision is carried out. That cannot be undone.
   *[other] { $count } records are disposed of when the decision is carried out. That cannot be undone.
}
disposal-propose = Write down the decision
disposal-proposed-by = Written down by
disposal-done-by = Ended by
disposal-carry-out-note = The texts are emptied, in the event log too. That cannot be undone. What has been taken up since the decision was written down is left.
disposal-another = Another administrator than whoever wrote down the decision carries it out.
disposal-carry-out = Carry out the disposal
disposal-take-back = Take the decision back
disposal-items = What the decision is about
disposal-emptied = Disposed of
disposal-is-emptied = Yes
disposal-not-emptied = No
disposal-gone = { $number } was disposed of by decision { $reference }, { $day }.
disposal-state-proposed = Waits to be carried out
disposal-state-done = Carried out
disposal-state-taken-back = Taken back
disposed-kind-need = Needs
disposed-kind-case = Cases
disposed-kind-initiative = Initiatives
disposed-kind-comment = Comments
disposed-kind-notice = Notices
disposed-kind-letter = Letters
disposed-kind-session = Sessions
event-disposed = { $who } disposed of the texts by a decision.
event-disposal-rule-changed = { $who } changed a rule for disposal.
error-gone-heading = Disposed of
error-nothing-to-dispose-heading = There is nothing to dispose of
error-nothing-to-dispose-text = Nothing is old enough by the rules. What was there when you opened the page may have been taken up again.
field-missing-decided-on = Write the day of the decision, such as 2026-11-09.
