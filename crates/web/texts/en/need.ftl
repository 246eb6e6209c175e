# Needs: the list, the page, the forms.

# The list
needs-mine = Mine
needs-of-organisation = My municipality's
needs-all = All
needs-drafts = Drafts
needs-which = Which needs
needs-public-only = These are the needs that are public.
needs-sign-in-for-more = Sign in to see those of the collaboration
needs-by-changed = last changed first
needs-by-title = by title
needs-by-affected = most people affected first
needs-none = This is where the municipalities' needs will be
needs-none-yet = Nobody has sent anything yet. The first need takes two sentences to write.
needs-none-public = No need is public yet. Those who are signed in to the collaboration see more.
needs-none-with = No needs with { $filters }
needs-without-filters = { $count ->
    [one] There is 1 need without filters.
   *[other] There are { $count } needs without filters.
}
needs-just-saved = { $count ->
    [one] One need from the meeting is saved as a draft. Open it, fill in what is missing and send it.
   *[other] { $word } needs from the meeting are saved as drafts. Open each of them, fill in what is missing and send it.
}
need-filters = Search and choose among needs
need-chip-search = Search: { $value }
need-chip-organisation = Municipality: { $value }
need-chip-area = Area: { $value }
need-chip-state = State: { $value }
need-any = All
need-show = Show
need-order = Order
need-clear-filters = Clear filters
need-describe = Describe a need
need-csv-rows = { $count ->
    [one] Download as CSV, 1 row
   *[other] Download as CSV, { $count } rows
}
need-column-number = Number
need-column-need = Need
need-column-state = State
need-column-organisation = Municipality
need-column-area = Area
need-column-sharing = Sharing
need-column-changed = Changed

# The page
need-you-are-here = You are here
need-address-copied-of = The address of { $number } has been copied.
need-address-copied = the address has been copied
need-draft-since = Saved { $time }, only you can see it.
need-submitted-since = Sent { $day } by { $by }
need-withdrawn-since = Withdrawn { $day }, only you can see it.
need-waits-on = Waiting on
need-coordinator-of = the coordinator in { $organisation }
need-told-sent = Thank you. The need has been sent to the coordinator in { $organisation }.
need-told-saved = The change is saved.
need-told-withdrawn = The need is withdrawn. Everything you have written is still there, and you can send it again.
need-next = Next step
need-next-draft = The need is a draft. Send it when it says what you want, and the coordinator will read it.
need-next-submitted = The coordinator in { $organisation } is reading the need. You can change it and add to it meanwhile.
need-next-withdrawn = The need is withdrawn. You can change it and send it again.
need-send = Send to the coordinator
need-send-again = Send again
need-edit = Change the need
need-withdraw = Withdraw the need
need-own-words = In their own words
need-facts = What decides
need-requirements-count = { $count ->
    [one] One sub-need
   *[other] { $word } sub-needs
}
need-nothing-found = When a solution that resembles the need is added, it will show here.
need-history = What has happened
need-earlier-text = Show earlier wording
need-about = About the need
need-writer = Written by
need-who-sees = Who sees the need
need-change-sharing = Change sharing
need-seen-draft = only the one who wrote it.
need-seen-when-sent = Once it is sent: { $level }.
need-seen-organisation = everybody who is signed in for { $name }.
need-seen-collaboration = { $names }.
need-seen-network = every organisation that is connected here.
need-seen-public = everybody, also without signing in.
need-not-seen-neighbours = Neighbouring municipalities, suppliers and the public do not see it.
need-not-seen-public = Suppliers and the public do not see it.
need-print = Print
need-printed = { $number } · printed { $day }

need-event-operator = The operator
need-event-somebody = Somebody
need-event-created = { $who } wrote a draft.
need-event-edited = { $who } changed { $fields }.
need-event-submitted = { $who } sent the need.
need-event-withdrawn = { $who } withdrew the need.
need-event-handed-over = { $who } handed the need over to somebody else.
need-event-imported = { $who } read the need from a file.
need-event-other = { $who } did something with the need.
need-changed-title = the title
need-changed-text = the text
need-changed-who = who is affected
need-changed-how-often = how often it happens
need-changed-affected = how many are affected
need-changed-wanted-effect = what should become better
need-changed-law = law or decision
need-changed-service-area = the area
need-changed-capabilities = what it is about being able to do
need-changed-on-behalf-of = whose need it is
need-changed-heard-at = where it came up
need-changed-requirements = the sub-needs
need-changed-sharing = who sees the need

# The form
need-new = New need
need-heading-own = Describe the need
need-heading-on-behalf = Describe a need for somebody else
need-heading-meeting = Needs from a meeting
need-heading-seen-elsewhere = You have seen a solution elsewhere
need-lead-own = Only the first question has to be answered. You can fill in the rest later.
need-lead-on-behalf = Write it as the person said it. You are named as the writer, the person as the one who has the need.
need-lead-meeting = One or two sentences about each will do. They are saved as drafts and can be completed afterwards.
need-lead-seen-elsewhere = Say what the solution does and what it would change for you. Describe the need without product names; the product has a question of its own.
need-lead-draft = The draft was saved { $time }, only you can see it. Only the first question has to be answered.
need-lead-saved = Last saved { $time }.
need-text = What do you need?
need-text-help = In your own words. Leave out clients' names.
need-title = Short title
need-title-help = So that it is found in a list. Without a title we take the beginning of the text.
need-seen-where = Which solution, and where did you see it
need-seen-where-help = Its name if you remember it, and the municipality, fair, article or web address.
need-who = Who is affected
need-who-help = Roles and groups, such as clients and night staff.
need-affected = About how many
need-affected-no-number = Write the number in digits, such as 40. Without a figure, leave it empty and say it in words under Who is affected.
need-how-often = How often
need-how-often-help = Such as several times a day.
need-wanted-effect = What should become better
need-wanted-effect-help = Something that can be measured, if possible.
need-law = Law or decision
need-service-area = Area
need-choose-area = Choose an area
need-as-written = As you chose it
need-capabilities = What it is about being able to do
need-capabilities-help = Tick what is right. It helps those who search in other municipalities.
need-requirements = Sub-needs
need-requirements-help = One requirement a line, so that each can be met on its own. Empty lines do not count.
need-where-from = Where it comes from
need-origin = How the need came up
need-on-behalf-of = Who has the need
need-on-behalf-of-help = If you write for somebody else: role and unit will do.
need-heard-at = Which meeting, or where the solution was seen
need-sharing = Who may see the need
need-sharing-help = It applies once you have sent it. What you share may become a public record with those who receive it.
need-share-organisation = Only { $name }.
need-share-collaboration = { $names }. The usual choice: neighbours with the same need can say so.
need-share-network = Every organisation connected to this installation, also outside the collaboration.
need-share-public = The public and suppliers too, without signing in.
need-save = Save draft
need-save-change = Save the change
need-back = Go back without saving
need-not-sent-yet = The draft is saved but not sent. Correct what is shown below and send it again.
need-not-saved-now = The need could not be saved just now. Everything you have written is still here. Wait a while and try again.
need-sign-in-to-save = You are not signed in, so the need has not been saved. Everything you have written is still here. Sign in in a new tab and then save here.
need-sign-in-elsewhere = Sign in in a new tab
need-role-may-not-write = Your role may not save this, so nothing has been saved. Copy the text and ask your coordinator for help.
need-gone = There is no such need, or you may not see it. Nothing has been saved. Copy what you wrote before you go on.

need-identity-reason = Why a personal identity number must stay
need-identity-reason-help = Remove the number if you can. If it must stay when others read the text, say why. The reason is kept in the history.
need-changed-identity-reason = why a personal identity number stays
need-sharing-elsewhere = Who can see the need is changed on its own.
need-event-sharing-undone = { $who } undid the sharing.
need-event-publication-wished = { $who } wants to make the need public.
need-event-publication-declined = The need was not made public. { $who } said no or took it back.

# Meetings
need-from-meeting = From a meeting
need-meeting = Meeting
need-meeting-help = Such as Management group for care, 12 November.
need-in-meeting = Need { $number }
need-meeting-text = What is needed?
need-meeting-text-help = As it was said. Leave out clients' names.
need-add-another = Add another
need-save-drafts = Save as drafts
need-show-drafts = Show the drafts
need-drafts-are-private = Only you see the drafts until they are sent.

# Two have changed the same need
need-conflict = { $who } has changed the same need
need-conflict-text = { $who } saved { $time }, while you were writing. Here are both, choose what to keep. What was saved is kept in the history, whatever you choose.
need-somebody-else = Somebody else
need-conflict-mine = Your text
need-conflict-theirs = What { $who } saved
need-left-empty = Left empty
need-conflict-save = Save what I chose
need-conflict-send = Save what I chose and send it
need-conflict-leave = Keep what is saved and go back
need-no-role-there = You no longer have a role in the organisation that the page was opened for, so nothing is saved. Everything you have written is still here. If you save once more, it is for the organisation you act for now.
