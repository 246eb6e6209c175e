# Organisations: the list and the page.

organisations-lead = Those that are here. The number of inhabitants opens date and source.
organisations-none = The organisations will stand here
organisations-none-text = Whoever runs the server adds them.
organisation-name = Name
organisation-kind = Kind
organisation-code = Municipality code
organisation-inhabitants = Inhabitants
organisation-as-of = As of
organisation-uses = Uses
organisation-you-are-here = You are here
organisation-gone = The organisation ended on { $day }.
organisation-successor = What it was responsible for was taken over by
organisation-solutions = { $count ->
    [0] Uses no solutions
    [one] Uses 1 solution
   *[other] Uses { $count } solutions
}
organisation-all-solutions = Show all solutions
organisation-no-solutions = No solution that you can see is used here.
organisation-needs = { $count ->
    [0] No needs
    [one] One need
   *[other] { $word } needs
}
organisation-all-needs = Show all needs
organisation-no-needs = No need from here is shared with you.
organisation-together-with = Together with
organisation-about = About { $name }
organisation-county = County
organisation-on-day = as of { $day }
organisation-source = Source
organisation-exists = Exists
organisation-from = since { $from }
organisation-to = until { $to }
organisation-from-to = { $from } to { $to }
organisation-since = since { $day }

# Changing organisations.

organisation-add = Add organisation
organisation-change = Change
organisation-change-facts = Change facts
organisation-change-heading = Change facts about { $name }
organisation-save = Save the change
organisation-full-name = Full name
organisation-full-name-help = For example Skara kommun. If you change your name, the old one still leads to you.
organisation-short-name = Short name
organisation-short-name-help = As in lists, for example Skara.
organisation-code-help = Four digits. Only for municipalities.
organisation-county-code = County code
organisation-inhabitants-help = Say also for which day the number holds and where it comes from.
organisation-as-of-help = A day such as 2025-12-31, or just a year.
organisation-population-needs = Say for which day the number of inhabitants holds and where it comes from.
organisation-changed-meanwhile = Name: { $name }. Short name: { $short }.
changed-meanwhile-stands = Somebody else has changed this while you wrote. Your text stands below. This is what stands there now; if you save once more, your text holds.
organisation-choose = Choose
organisation-look-after = Look after
organisation-former = Has been called:
organisation-called-until = { $name } until { $day }
organisation-merge = Merge with another
organisation-merge-heading = Merge { $name } with another organisation
organisation-merge-lead = The organisation ends today. The other takes over:
organisation-merge-stays = What has been said and decided stays under the old name. Old names and codes still lead right. One press cannot undo it.
organisation-into = Which organisation takes over?
organisation-choose-successor = Choose which organisation takes over.
organisation-understood = I know what will happen
organisation-say-understood = Tick that you know what will happen.
organisation-merge-now = Merge now
organisation-split = Split
organisation-split-heading = Make a part of { $name } an organisation of its own
organisation-split-lead = The people you choose go over with their roles and the needs they have written. The new organisation is in the same collaborations. Everything else stays.
organisation-going = Who goes over?
organisation-going-help = At least one of them must be an administrator, and at least one administrator must stay.
organisation-keeps-an-administrator = At least one administrator must stay. Let one of them stay, or give somebody else the role first.
organisation-split-now = Split now
moves-people = { $count ->
    [0] no people
    [one] 1 person with roles
   *[other] { $count } people with their roles
}
moves-needs = { $count ->
    [0] no needs
    [one] 1 need
   *[other] { $count } needs
}
moves-solutions = { $count ->
    [0] no solutions in the catalogue
    [one] 1 solution that it keeps in the catalogue
   *[other] { $count } solutions that it keeps in the catalogue
}
moves-usages = { $count ->
    [0] no use of solutions
    [one] the use of 1 solution
   *[other] the use of { $count } solutions
}
moves-voices = { $count ->
    [0] no “we have this too”
    [one] 1 “we have this too”
   *[other] { $count } “we have this too”
}

# Collaborations: who share needs and solutions.

collaborations = Collaborations
collaborations-lead = Organisations that share needs and solutions with each other. An organisation can be in several.
collaborations-none = There is no collaboration yet
collaborations-none-text = An administrator can begin one and invite others.
collaboration-begin = Begin a collaboration
collaboration-change-heading = Change { $name }
collaboration-led-by = Led by { $name }.
collaboration-members-are = In it are { $names }.
collaboration-lead = Led by
collaboration-no-lead = Nobody, only who stewards Brygga
collaboration-led = Which organisation leads?
collaboration-led-help = Its administrators invite others.
collaboration-purpose = Purpose
collaboration-purpose-help = One or two sentences about what you do together.
collaboration-members = Members
collaboration-members-table = Members and where they stand
collaboration-no-members = Nobody is in it yet.
collaboration-state = State
collaboration-since = Since
collaboration-steps = Do
collaboration-steps-help = Only members read what is shared in the collaboration. That holds at once: who leaves or is kept out reads nothing more, and others no longer read what it has shared. What has been said about others’ needs stays.
collaboration-invite = Invite
collaboration-invite-help = The organisation reads nothing until its administrator has said yes.
collaboration-organisation = Organisation
collaboration-choose-organisation = Choose an organisation.
collaboration-first-members = Who is invited?
collaboration-first-members-help = Each says yes or no for itself. Who stewards Brygga can make them members at once.
membership-step-invite = Invite
membership-step-accept = Accept
membership-step-suspend = Keep out for now
membership-step-readmit = Let in again
membership-step-leave = Leave
membership-part = End the membership
membership-change = Change the membership

# Being kept out, or leaving
parting-suspend = Keep { $organisation } out for now
parting-leave = Leave the collaboration: { $organisation }
parting-follows = This happens
parting-note = It holds at once, both ways: { $organisation } no longer reads what the others share in the collaboration, and the others no longer read what { $organisation } shares there. Nothing is removed.
parting-comes-back = When you let the organisation in again, it and the others read everything as before. Seats in forums and cases have to be arranged anew.
parting-asked-again = Who has left is asked anew and accepts. Seats in forums and cases have to be arranged anew.
parting-readers = Stop reading each other's records
parting-needs = Needs that the others no longer read
parting-solutions = Solutions that the others no longer read
parting-contracts = Contracts that the others no longer read
parting-cases = Joint cases that are split up
parting-seats = Seats in forums that are left
parting-seat = { $person } ({ $forum })
parting-scorers = People who stop scoring in open rounds
parting-back = Back without changing anything

# The list
organisations-by-name = Name
organisations-by-inhabitants = Most inhabitants
organisations-by-kind = Kind
organisation-collaboration = Collaboration
organisation-stands = Member of
organisation-stands-so = { $name }: { $state }
organisation-stands-since = { $name }: { $state } since { $day }
