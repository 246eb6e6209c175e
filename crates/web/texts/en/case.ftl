# Cases: the list, the page, the forms, the decisions and what is told about them.

place-cases = Cases
cases-which = Which cases
cases-waiting = Waiting for you
cases-of-ours = Our organisation
cases-all = All cases
cases-filters = Filter cases
cases-by-changed = last changed first
cases-by-due = last day first
cases-by-entered = those that have waited longest first
cases-by-title = by title
cases-not-over = Under way or resting
cases-late = Late
cases-only-late = Only late ones
cases-chip-stage = Stage: { $value }
cases-chip-track = Track: { $value }
cases-chip-late = { $value }
cases-also-waits = Also waiting for you
cases-asked = { $organisation } wishes to have the need “{ $need }” in the case.
cases-without = The need is sent but has no case.
cases-access = { $count ->
    [one] 1 person asks for access.
   *[other] { $count } people ask for access.
}
cases-none = No cases yet
cases-none-text = A case is opened when somebody sends a need.
cases-none-waits = Nothing waits for you
cases-none-waits-text = Here you see what you can decide on, in the order it needs to be done.
cases-see-all = See all cases
cases-none-with = No case with { $filters }
cases-none-with-text = Remove a filter or search for something else.
case-column-case = Case
case-column-standing = Where it stands
case-column-organisations = Organisations
case-column-since = Since
case-column-due = By
cases-time = Time
case-take-up = Time to take it up again
case-day-help = Write year, month and day, such as 2027-03-01.
case-checks-table = Checks and answers of the qualification
case-no-due = No last day
case-late = Late
case-kept-by = Kept by
case-owner = Need owner
case-no-owner = Nobody named
case-about = About the case
case-stage = Stage
case-stage-there = Stage in the new version
case-track = Track
case-track-help = On the joint track the collaboration’s forums prepare and decide. The case must then be shared with the collaboration.
track-local = Local
track-joint = Joint
case-state-running = Under way
case-state-dormant = Resting
case-state-closed = Has left the process
case-state-finished = Ended
case-step-before = Done
case-step-now = It is here now
case-step-after = To come
case-way = The way of the case
case-since = since { $day }
case-due = by { $day }
case-rests-until = Rests until { $day }
case-title = Title
case-statement = Common need
case-statement-help = What the organisations have in common. Everybody’s own words stay below.
case-organisations = { $count ->
    [one] { $word } organisation has this
   *[other] { $word } organisations have this
}
case-with-law = { $count ->
    [one] one by law
   *[other] { $count } by law
}
case-need = The need
case-law = Law: { $law }
case-hidden = { $count ->
    [one] One more need is in it that you may not read.
   *[other] { $count } more needs are in it that you may not read.
}
case-asked-for = What must be at hand
case-at-hand = At hand
case-missing = Missing
case-only-for-fast = Only for the fast track
case-do-it = Do it now
case-write-evidence = Write the basis
case-evidence-help = Write briefly, or say where the basis is. Write nothing about individuals.
case-no-evidence = There is nothing to write here: the gate only asks for what is known by itself.
case-qualification = Qualification
case-qualify = Qualify
case-qualified = The qualification is done and the rule is kept.
case-unanswered = { $count ->
    [one] One check has no answer.
   *[other] { $count } checks have no answer.
}
case-must-be-yes = { $count ->
    [one] One check that must be Yes is not.
   *[other] { $count } checks that must be Yes are not.
}
case-too-unclear = { $unclear } answers are Unclear. At most { $max } may be.
case-rule = Checks marked Must be Yes need the answer Yes. Of the others at most { $max } may be Unclear. Otherwise the case goes back to be completed.
case-check = Check
case-answer = Answer
case-no-answer = No answer
case-must = Must be Yes
case-stands-on = Basis
answer-yes = Yes
answer-partly = Partly
answer-no = No
answer-unclear = Unclear
case-next-missing = { $count ->
    [one] One thing is missing before the case can go on.
   *[other] { $count } things are missing before the case can go on.
}
case-next-decide = Everything is at hand. You can decide.
case-next-waits = Everything is at hand. The case waits for a decision.
case-next-rests = The case rests. It can be taken up again at any time.
case-next-closed = The case has left the process. It can be taken up again.
case-next-finished = The case has ended.
case-nobody-decides = Nobody in { $organisation } has the role { $role }, so nobody can decide. Ask an administrator to give somebody the role.
case-decide = Decide
case-decide-again = Take up again or correct
case-decision = Decision
case-decisions = Decisions
case-decides = The decision is made by { $body }. You record it.
case-decided-by = Decided by
case-decided-on = Day of the decision
case-reason = Reason
case-reason-help = Write so that those who asked understand. The reason is sent to everybody who has the need.
case-reference = Mandate or minutes
case-reference-help = Such as § 14 of the minutes of 12 November. Required when a board has decided.
case-leave = Leaves the process
case-back-to = Back, to be completed
case-until = Rests until
case-look = Look at the decision
case-review = Look at the decision
case-will-be-told = The decision and its reason are sent to those who have the need: { $organisations }.
case-for-good = A decision cannot be changed afterwards. If it was wrong, a new one is made.
case-confirm = Confirm the decision
case-change-decision = Change
case-lacks = Cannot be chosen yet. Missing: { $what }
case-no-course = Choose what is decided.
case-no-until = Write until which day the case rests, such as 2027-03-01.
case-no-day = Write on which day it was decided, such as 2026-11-27.
case-recorded-by = recorded by { $who } ({ $organisation })
case-back = Back to the case
case-save = Save
case-edit = Change facts
case-newer-process = The process has a newer version ({ $number }). The case follows the version it began on.
case-move-process = Move to the new version
case-move-help = Why the case changes version. Nothing that was written is lost.
case-move-now = Move the case
case-bundle = Bundle needs
case-bundle-help = Needs of several organisations can go the same way. Everybody’s words stay, and what was bundled can always be parted again.
case-suggested = More with the same need
case-nothing-suggested = No other need is clearly like this one.
case-points-at = Both point at { $solutions }.
case-speaks-alike = The texts are about the same thing.
case-is-in = Is in { $number }, { $title }.
case-join = Include
case-ask = Ask { $organisation }
case-join-by-number = Include another need
case-need-number = Number of the need
case-need-number-help = Such as B-2026-0042. Another organisation is asked first.
case-join-number = Include or ask
case-no-such-need = There is no sent need with that number that you may read. Check the number.
case-asked-needs = Asked
case-join-yes = Yes, include
case-join-no = No
case-part = Part
case-split = Split
case-split-needs = Needs that get a case of their own
case-split-help = The new case stands in the same stage. At least one need must remain.
case-split-title = Title of the new case
case-split-now = Split
case-twins = Another case seems to do the same
case-twin-alike = is kept by { $organisation } and is about the same thing.
case-twin-shared = is kept by { $organisation } and points at { $solutions } too.
case-told-decided = The decision is made. Those who have the need are told, with the reason.
case-told-saved = It is saved.
case-told-joined = The need is in the case.
case-told-asked = They have been asked. Those who look after the need answer.
case-told-parted = The need is parted and has its own case again.
case-told-split = This is the new case.
case-told-opened = The case is open.
case-at-need = Case
case-none-at-need = The need has no case yet.
case-open = Open a case
exit-solved = Solved with an existing solution
exit-local = Handled locally
exit-joined = Joined with another
exit-dormant = Rests until a day
exit-declined = Declined
exit-it-matter = IT matter
exit-withdrawn = Withdrawn
outcome-onward = On to { $stage }
outcome-back = Back to { $stage }
outcome-exit = Left the process in { $stage }
outcome-resumed = Taken up again in { $stage }
outcome-shared-by = The cost is shared by the key { $key }
outcome-corrected = Corrected: stands in { $stage }
level-unit = the unit
level-municipality = the municipality
level-joint = joint forum
level-board = own board
level-federation = federation board
decided-onward = { $body }: the case goes on to { $stage }. { $reason }
decided-back = { $body }: the case goes back to { $stage } to be completed. { $reason }
decided-exit = { $body }: the case leaves the process. { $reason }
decided-resumed = The case is taken up again and stands in { $stage }. { $reason }
decided-shared-by = { $body }: the cost is shared by the key { $key }. { $reason }
case-share-by = Share the cost by the key
decided-corrected = An earlier decision is corrected. The case stands in { $stage }. { $reason }
decided-exit-solved = { $body }: the need is met by something that exists already. { $reason }
decided-exit-local = { $body }: the need is taken care of locally. { $reason }
decided-exit-joined = { $body }: the need goes on together with those of others. { $reason }
decided-exit-dormant = { $body }: the case rests until { $day }. { $reason }
decided-exit-declined = { $body }: it is a no this time. { $reason }
decided-exit-it-matter = { $body }: thank you for telling us. IT support helps you with this faster. { $reason }
decided-exit-withdrawn = The need was taken back. { $reason }
case-event-opened = { $who } opened the case.
case-event-taken-up = { $who } took up the case again.
case-event-edited = { $who } changed facts about the case.
case-event-evidence = { $who } wrote the basis.
case-event-checks = { $who } answered the qualification.
case-event-process = { $who } moved the case to a new version of the process.
case-event-rested = The case has rested until its day. Take it up again, or decide how much longer it rests.
case-event-moved = The case is kept by another organisation now.
case-event-joined = { $who } included the need { $need }.
case-event-joined-into = { $who } included needs from here in { $case }.
case-event-parted = { $who } parted the need { $need }.
case-event-asked = { $who } asked whether the need { $need } may be included.
case-event-declined = { $who } answered no for the need { $need }.
