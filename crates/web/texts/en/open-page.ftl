# What everybody reads about a collaboration: its page, the project log and each entry. And writing it.

place-open = About the collaboration
open-pages = Collaborations
open-pages-none = No collaboration has a public page yet
open-pages-none-text = When a collaboration has written its page, and two people have approved it, it is shown here.
open-updated = Updated
open-figures = The state of things in numbers
open-from = Where from?
open-parties-count = { $count ->
    [one] party
   *[other] parties
}
open-parties-from = { $people } inhabitants by the figures that the parties have given.
open-needs-count = { $count ->
    [one] need to read
   *[other] needs to read
}
open-needs-from = The needs that the parties have made public. Most needs are read within the collaboration alone.
open-solutions-count = { $count ->
    [one] solution to read about
   *[other] solutions to read about
}
open-solutions-from = The solutions in the catalogue that everybody may read.
open-entries-count = { $count ->
    [one] entry in the log
   *[other] entries in the log
}
open-entries-from = Everything in the project log, press releases too.
open-log = Project log
open-subscribe = Subscribe (Atom)
open-whole-log = { $count ->
    [one] The whole log, one entry
   *[other] The whole log, { $count } entries
}
open-log-none = Nothing in the log yet
open-log-none-text = Dated entries about what happens will stand here.
open-goals = What we want to achieve
open-now = Where it stands
open-join = Does your organisation want to join?
open-contact = Contact
open-reuse = Reuse
open-reuse-text = What is public may be read and used freely. The lists are there as files.
open-period = Time: { $from } to { $until }.
open-period-from = The collaboration has run since { $from }.
open-period-until = The collaboration runs until { $until }.
open-inhabitants = { $people } inhabitants
open-party-needs = { $count ->
    [one] one need
   *[other] { $count } needs
}
open-party-solutions = { $count ->
    [one] one solution in use
   *[other] { $count } solutions in use
}
open-presses = { $count ->
    [one] One press release
   *[other] { $count } press releases
}
open-fictional = Made-up example
open-preview = This is how it will look. Only you who write for the collaboration see it yet.
open-since = shown like this since { $day }
open-entry = Heading
open-day = Day
open-kind = Kind
open-kind-page = Public page
open-kind-entry = Entry
open-kind-press = Press release
open-lead = In short
open-body = Text
open-year = Year
open-latest-first = Latest first
open-oldest-first = Oldest first

public-texts = Public page and project log
public-texts-lead = Everybody reads this without signing in. Whoever writes cannot show it alone: another coordinator in the collaboration approves first.
public-texts-back = Back to the page and the log
public-text-title = Heading
public-text-stands = State
public-text-wished-by = { $name } wants to show it
public-text-no-page = The collaboration has no public page yet.
public-text-no-entries = The log is empty. Write an entry about something that has happened, also about what did not work.
public-text-open = Open as everybody sees it
public-text-new-page = Write the public page
public-text-new-entry = New entry
public-text-new-press = New press release
public-text-state-draft = Being written
public-text-state-wished = Waits for approval
public-text-state-scheduled = Shown later
public-text-state-shown = Shown
public-text-state-changed = Shown, changes being written
public-text-state-withdrawn = Taken down
public-text-preview = Preview
public-text-shown = What everybody sees
public-text-shown-since = Shown since
public-text-shown-from = Replaced
public-text-next = Next step
public-text-is-down = The text has been taken down and is read only by you who write. If you take it up again it must be approved anew.
public-text-take-up = Take up again
public-text-at-once = at once
public-text-wish = { $name } wants to show the text as it stands now. When: { $day }. Somebody other than { $name } approves.
public-text-agree = Approve and show
public-text-decline = Do not approve
public-text-take-back = Take back
public-text-wish-help = When you are done, ask somebody else to approve. The other coordinators in the collaboration are told.
public-text-from-day = Show from the day
public-text-from-day-help = For example 2027-03-01. Empty means at once when somebody has approved.
public-text-wish-press = Ask for approval
public-text-nothing-next = Everybody sees what stands here. Change the text if something is wrong.
public-text-take-down = Take down at once
public-text-purpose = Purpose, in a sentence or two
public-text-period-from = The collaboration begins
public-text-period-until = The collaboration ends
public-text-day-help = Year, month and day: 2027-03-01.
public-text-goals-help = One goal on each line, ten at most. What stands before the first full stop is shown in bold.
public-text-contact-help = A function or an address that holds when somebody changes jobs.
public-text-link = Link
public-text-link-help = An address that begins with https:// where there is more to read.
public-text-form-lead = Write so that somebody who knows nothing of the collaboration understands. No contracts, prices or names of individuals.
public-text-stands-now = It now says: { $text }
public-text-back = Back to the text
public-text-told-wished = The other coordinators have been told that you want to show the text.
public-text-told-agreed = Approved.
public-text-told-declined = The text is not shown. It can be changed and proposed again.
public-text-told-down = The text has been taken down. Nobody outside sees it any more.
public-text-told-up = The text has been taken up again, as something you are writing.

error-nothing-new-heading = It is shown already
error-nothing-new-text = What stands in the text is what everybody sees. Change something first.
error-taken-down-heading = The text has been taken down, or no longer is
error-taken-down-text = Somebody else may have been first. Open the page again and see what holds.
error-changed-while-writing = Somebody else has changed it while you wrote. Your text is still here, and beside each field that differs stands what holds now. Save again if your text is to hold.
