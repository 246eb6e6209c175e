# People of an organisation, for those who administer it.

people = People
people-of = People of { $organisation }
people-administer = People and roles
people-filters = Search and choose among people
people-chip-search = Search: { $value }
people-role = Role
people-any-role = All
people-by-name = By name
people-by-open = Most waiting first
people-none = Nobody with those filters
people-name = Name
people-title = Title
people-title-help = In own words, such as unit manager in home care.
people-roles = Roles
people-roles-help = A person can have several. They hold in this organisation only.
people-roles-in = Roles in { $organisation }
people-open = Waits on the person
people-add = Add a person
people-add-lead = The person can read and write for { $organisation } as soon as you have saved.
people-email-help = The address the person signs in with. If it has an account already, the person gets the roles here too.
people-password = First password
people-password-help = At least 12 characters, and only for who has no account. Leave it empty, and the person gets a letter and chooses, if letters are sent from here.
people-no-role = Choose at least one role.
people-save-roles = Save the roles
people-told-added = The person is added.
people-told-ended = The time here is ended. What was open is handed over.
people-end = End
people-end-text = The person is signed out at once and no longer reaches what belongs to { $organisation }. The name stays in what was done.
people-end-button = End for { $name }
people-waits = { $count ->
    [0] Nothing waits on the person
    [one] One need waits on the person
   *[other] { $word } needs wait on the person
}
people-successor = Who takes it over
people-choose-successor = Choose a person
field-missing-roles = Choose at least one role. If the person is to leave, end instead.
field-missing-successor = Choose somebody to take over what is open.
people-a-draft = Something that only its writer sees

groups = Groups and roles
groups-of = Groups that give roles in { $organisation }
groups-lead = Whoever belongs to a group at { $name } gets the role here at the next sign-in, and loses it when the group is gone. Roles that you have given by hand are not touched.
groups-no-provider = Sign-in at the municipality is not turned on here. What you write counts when it is.
groups-none = No group gives any role yet.
groups-group = Group
groups-group-help = The group’s name or id, exactly as it stands with those who look after sign-in.
groups-add = Add
groups-take-back = Remove

access = Applications
access-to = Applications to { $organisation }
access-ask = Ask for access
access-lead = Write with your address at work. You get a letter there, and then the administrator of your organisation answers.
access-email-help = An address that your organisation has registered. If it has not, ask the administrator to add you.
access-words = Something to tell the administrator
access-words-help = For example which unit you work in. Write nothing about an individual.
access-send = Send
access-sent = Look in your mailbox. The letter says how to go on. If none comes, check that the address is right.
access-no-mail = This installation sends no letters, so you cannot apply here. Ask the administrator of your organisation to add you.
access-confirm = Confirm your address
access-confirm-text = Your application goes to the administrator of { $organisation }.
access-confirm-button = Send the application
access-confirmed = The application is sent. You get a letter when it is answered.
access-late = The link has been used already or is too old. Apply once more if you have had no answer.
access-none = Nobody waits for an answer.
access-since = since { $day }
access-let-in = Let { $name } in
access-turn-away = Say no to { $name }
access-reason = Why not
access-reason-help = Is sent to whoever has applied.
access-no-reason = Write why, so that whoever has applied understands the answer.
access-told-in = The person is added and has been sent a letter about choosing a password.
access-told-away = The application is declined. Whoever applied is told why.
access-told-domains = The addresses are saved.
access-domains = Who may apply
access-domains-label = Addresses that end with
access-domains-help = One to a line, for example vara.se. Whoever has such an address may apply; you decide who is let in.
access-save-domains = Save
people-welcome = Send a letter about a password
people-welcome-text = The person gets a link where a first password is chosen within a week. Whoever has a password already asks for a new one on the sign-in page.
people-told-welcomed = The letter is sent.
