# How old what stands there is, who confirms it, what is missing, and what the keeper of the catalogue does next.

age-fresh = Confirmed within a year
age-ageing = More than a year old
age-old = More than two years old
age-never = Never confirmed

fact-kind-entry = The entry
fact-kind-usage = Use
fact-kind-contract = Contract
fact-of-entry = The entry, from { $organisation }
fact-of-usage = Use in { $organisation }
fact-of-contract = Contract kept by { $organisation }

part-description = description
part-typical-needs = typical needs
part-areas = service areas
part-capabilities = capabilities
part-provider = supplier
part-information-class = information class
part-usage = confirmed use
part-contact = somebody to ask
part-agreement = contract or open licence

freshness-heading = How current is it?
freshness-never = Nobody has confirmed it, written { $day }
freshness-since = since { $day }
freshness-says = What it says
freshness-what = About
freshness-kind = Kind of fact
freshness-whose = Organisation
freshness-organisation = Organisation
freshness-age = Age
freshness-confirmed = Confirmed
freshness-answers = Answers
freshness-do = To do
freshness-when = When
freshness-told = What has happened
freshness-parts = How much is there
freshness-has = { $there } of { $asked } facts are there
freshness-missing = Missing: { $parts }
cell-links = Missing:
freshness-lacks = Missing
freshness-lacks-something = something
freshness-lacks-meaning = words of a source without a meaning
freshness-lacks-any = show all
freshness-used-by = Used by
freshness-contact-left = { $person }, who has left
freshness-keepers = Those who keep the catalogue in { $organisation }
freshness-nobody-named = nobody is named
freshness-somebody-left = whoever is named has left
freshness-right = It is right
freshness-wrong = It is not right any more, I will correct it
freshness-correct = Correct
freshness-ask = Ask { $organisation } to confirm
freshness-asked = Asked { $day }
freshness-a-fact = A fact

freshness-due = To confirm
freshness-due-lead = What nobody has confirmed for a year. Choose what is still right and confirm all of it at once. Age changes no order in searches and matches.
freshness-pick-help = Choose rows in the table. What has changed since the page was shown is left as it is.
freshness-none-due = Everything was confirmed within a year
freshness-none-due-text = What is to be confirmed again stands here when a year has passed.
freshness-by-age = oldest first
freshness-by-leant-on = most that lean on it first
freshness-by-lacks = lacks most first
freshness-by-used = used by most first
freshness-row-changed = { $name }: somebody has changed the fact since the page was shown. It is not confirmed. Read what stands there now and choose again.
freshness-row-not-yours = { $name }: you do not answer for this fact. It is not confirmed.

freshness-complete = How complete the catalogue is
freshness-complete-lead = How many entries each organisation keeps, how many have everything worth having, and what is missing most often. Open an organisation to see entry by entry.
freshness-entries = Entries
freshness-complete-entries = Lack nothing
freshness-fresh-entries = Confirmed within a year
freshness-most-lack = Missing most often
freshness-most = { $part } ({ $count })
freshness-nothing-lacks = nothing
freshness-complete-entries-heading = What entries lack
freshness-entries-lead = What is missing leads to the field where it is filled in. Training and ways of working need no supplier, information class or contract.
freshness-no-entries = No entries to show
freshness-no-entries-text = When an organisation has added solutions, how complete they are is shown here.
freshness-nothing-lacks-heading = Nothing is missing
freshness-nothing-lacks-text = All entries shown have what is worth having.

freshness-todo = To do in the catalogue
freshness-todo-lead = What helps most comes first. Each row leads to where it is done.
freshness-todo-for = For { $organisation }.
freshness-todo-for-all = For all organisations that you keep the catalogue for. Choose one to see that one alone.
freshness-well-done = Well done, nothing waits
freshness-next = The next thing comes { $day }.
freshness-nothing-next = There is nothing to confirm yet. When you have added solutions or said what you use, it is shown here.
freshness-open-all = { $count ->
    [one] Open
   *[other] Open all { $count }
}
task-proposals = Proposals that wait for an answer
task-unconfirmed = Registered, waiting for an answer
task-rejected = Answers that it is not so
task-contacts-left = Whoever answers has left
task-notices = Contracts to decide on
task-due = To confirm
task-as-written = Words whose meaning nobody has said
task-incomplete = Entries that lack something
task-means-proposals = Somebody believes that you use a solution. Say whether it is so.
task-means-unconfirmed = A joint body has registered a use. The organisation itself answers whether it is right.
task-means-rejected = What you registered or proposed was not so. Read the reason.
task-means-contacts-left = Whoever was to answer questions has no role any more. Name somebody else.
task-means-notices = Within six months you must have given notice or called an option.
task-means-due = Nobody has confirmed it for a year. What most lean on comes first.
task-means-as-written = The source wrote words that Brygga does not know. Open the entry and choose what holds.
task-means-incomplete = What is missing leads to the field where it is filled in.

confirm-heading = Is it still right?
confirm-lead = You answer for the facts below. Press what is right, or all of it. You need not sign in for that.
confirm-until = The link holds until { $day }.
confirm-all = All of it is right
confirm-done = { $name } was confirmed { $day }.
confirm-changed = { $name } has been changed or confirmed since the letter was written. Sign in if you want to confirm it.
confirm-not-yours = One of the facts is no longer yours to answer for. It is as it was.
confirm-nothing-left = There is nothing more to confirm here. Thank you.
confirm-signed-in = Sign in and see everything to confirm
confirm-closed = The link cannot be used
confirm-late = The link is too old or not whole. Nothing has changed. Sign in and confirm there, or wait for the next letter.
confirm-another = The letter was written to somebody else than who you are signed in as. Nothing has changed. Confirm what you answer for yourself here.

mail-confirm-subject = { $count ->
    [one] A fact in the catalogue: is it still right?
   *[other] { $count } facts in the catalogue: are they still right?
}
mail-confirm = { $count ->
    [one] You answer for a fact in Brygga that nobody has confirmed for a year:
   *[other] You answer for { $count } facts in Brygga that nobody has confirmed for a year:
}
mail-confirm-here = Confirm with one press, without signing in. The link holds until { $day }, and for this alone:
    { $address }
mail-confirm-list = Signed in, you find everything to confirm here:
    { $address }

solution-was-confirmed = { $who } confirmed that what stands about the solution is right.
solution-confirmation-was-asked = { $who } asked whoever answers for the entry to confirm it.
usage-confirmation-was-asked = { $who } asked { $organisation } to confirm how it uses the solution.
event-confirmation-asked = { $who } asked whoever answers to confirm the fact.
event-confirmation-mailed = { $who } sent a letter about facts to confirm.
notice-topic-catalogue = Facts to confirm
notice-topic-help-catalogue = One letter a month about what you answer for in the catalogue and nobody has confirmed for a year, and when somebody asks you to confirm.
error-asked-lately-heading = Somebody has asked already
error-asked-lately-text = Whoever answers for the fact has been asked within the last thirty days. Nothing more was sent.
