# Solutions: the list, the file and the page.

solutions-lead = Everything that can meet a need: systems, services, equipment and ways of working that already exist.
solution-filters = Search and choose among solutions
solution-any = All
solution-whole-group = All of { $group }
solution-show = Show
solution-kind = Kind
solution-area = Area
solution-used-by = Used by
solution-lifecycle = State
solution-chip-search = Search: { $value }
solution-chip-kind = Kind: { $value }
solution-chip-area = Area: { $value }
solution-chip-capability = Capability: { $value }
solution-chip-used-by = Used by: { $value }
solution-chip-lifecycle = State: { $value }
solution-favourites = My favourites
solution-chip-favourites = { $value }
solution-favourite-keep = Keep as a favourite
solution-favourite-let-go = Remove from favourites
solution-order = Order
solutions-by-name = by name
solutions-by-changed = last changed first
solutions-by-users = most users first
solution-column-number = Number
solution-column-solution = Solution
solution-column-kind = Kind
solution-column-summary = Short description
solution-column-area = Area
solution-column-used-by = Used by
solution-column-lifecycle = State
solution-column-provider = Provider
solution-column-link = Link
solution-column-changed = Changed
solution-and-more = { $names } and { $more } more
solution-nobody-yet = Nobody yet
solution-csv-rows = { $count ->
    [one] Download as CSV, 1 row
   *[other] Download as CSV, { $count } rows
}
solutions-none-with = No solutions with the filter { $filters }
solutions-without-filters = { $count ->
    [one] Without filters there is one solution.
   *[other] Without filters there are { $count } solutions.
}
solution-clear-filters = Clear filters
solutions-none = The solutions will stand here
solutions-none-yet = The catalogue is empty. Whoever runs the server reads in solutions from a file. You can describe what you need already now.
solutions-none-public = No solution is public yet. Sign in to see what the municipalities share with each other.

solution-you-are-here = You are here
solution-address-copied = The address of { $number } has been copied.
solution-copied = the address has been copied
solution-phasing-out = This solution is being phased out. Ask those who use it what comes instead before you go on.
solution-retired = This solution is retired and cannot be taken into use. It stays here so that what there was can be read.
solution-same-problem = Do you have the same problem?
solution-same-problem-text = Write what it is like where you are, and your need will stand beside the solution.
solution-describe-a-need = Describe a need
solution-does = What it does
solution-not-described = Nobody has described the solution yet.
solution-told-by = The description comes from { $organisation } and was changed on { $day }.
solution-changed = The description was changed on { $day }.
solution-typical-needs = What people say where it is needed
solution-municipalities-use = { $count ->
    [0] Nobody uses it yet
    [one] One municipality uses it
   *[other] { $word } municipalities use it
}
solution-organisations-use = { $count ->
    [0] Nobody uses it yet
    [one] One organisation uses it
   *[other] { $word } organisations use it
}
solution-no-users = Nobody has said that they use it, have tried it or have declined it.
solution-user = Organisation
solution-usage = Usage
solution-since = Since
solution-ask = Ask
solution-fits-with = What it fits with
solution-integrations = Integrations
solution-standards = Standards
solution-information-class = Information class
solution-class-in-words = Confidentiality { $confidentiality }, integrity { $integrity }, availability { $availability }
information-level-0 = 0 (no or negligible harm)
information-level-1 = 1 (moderate harm)
information-level-2 = 2 (significant harm)
information-level-3 = 3 (serious harm)
information-level-4 = 4 (exceptionally serious harm)
solution-provider = Provider
solution-licence = Licence
solution-address = Address
solution-read-more = Read more
solution-publiccode = For the catalogues of others
solution-as-written = As written in the source
solution-as-written-text = These words stand in the source but match no words in Brygga. They are kept as written until somebody says what they mean.
solution-written-organisation = Organisation
solution-written-usage = Usage
solution-written-sharing = Sharing
solution-capability = Capability
solution-capabilities = Capabilities
solution-needs = Needs that resemble it
solution-no-needs = No need that you can see resembles the solution.
solution-history = What has happened
solution-was-created = { $who } added the solution.
solution-was-edited = { $who } changed { $what }.
solution-was-imported = { $who } read in the solution from a file.
solution-was-imported-again = { $who } read in a file that changed { $what }.
solution-usage-was-changed = { $who } changed who uses the solution.
solution-was-linked = { $who } said what words in the source mean.
solution-sharing-was-changed = { $who } changed who sees the solution.
solution-publication-was-wished = { $who } wants everybody to be able to read the solution. Somebody else needs to agree.
solution-publication-was-declined = The solution was not made public. { $who } said no or took it back.
solution-was-touched = { $who } did something with the solution.
solution-by-operator = Whoever runs the server
solution-by-person = { $person } in { $organisation }
solution-by-somebody = Somebody
solution-field-name = the name
solution-field-kind = the kind
solution-field-provider = the provider
solution-field-summary = the short description
solution-field-description = the description
solution-field-typical-needs = the typical needs
solution-field-capabilities = the capabilities
solution-field-service-areas = the areas
solution-field-tags = the keywords
solution-field-integrations = the integrations
solution-field-standards = the standards
solution-field-information-class = the information class
solution-field-lifecycle = the state
solution-field-licence = the licence
solution-field-url = the link
solution-field-as-written = words of the source
solution-field-owner = who keeps the entry
solution-field-sharing = who sees it
solution-field-identity-reason = why a personal identity number stays
solution-about = About the solution
solution-tags = Keywords
solution-owner = Entry kept by
solution-common-catalogue = The common catalogue
solution-who-sees = Who sees the solution
solution-seen-by-draft = only the person who writes it.
solution-seen-by-organisation = those who work in the organisation that keeps the entry.
solution-seen-by-collaboration = those signed in from municipalities and organisations that co-operate. Suppliers and the public do not see it.
solution-seen-by-network = everybody signed in here, also in other collaborations. The public does not see it.
solution-seen-by-public = everybody, also without signing in.
solution-print = Print
solution-printed = { $number } · printed { $day }
