# The landscape: what is used where, overlaps, gaps, who resembles whom and contracts that end.

landscape-pages = Pages of the landscape
landscape-matrix = Matrix
landscape-overlaps = Overlaps
landscape-gaps = Gaps
landscape-likeness = Who is like us
landscape-filters = Choose what the landscape shows
landscape-view = Show
landscape-by-area = Service areas
landscape-by-capability = Capabilities
landscape-all-areas = All service areas
landscape-capability = Capability
landscape-own = My organisation
landscape-no-own = None chosen
landscape-organisations = Organisations
landscape-partners = Those we co-operate with
landscape-all-members = All that co-operate
landscape-county = County
landscape-more = { $count ->
    [one] 1 more
   *[other] { $count } more
}
landscape-unknown = unknown

landscape-lead = What each organisation uses, area by area. Open a number to see which solutions it is.
landscape-answered = { $answered } of { $of } organisations have answered.
landscape-answered-short = { $answered } of { $of } have answered.
landscape-age = { $fresh } of { $solutions } solutions were changed within a year, the oldest on { $day }.
landscape-public = You see what is public: public solutions and who uses or tries them. Plans, contracts and what organisations share with each other are not counted.
landscape-found-shared = { $shared } of { $solutions } solutions are shared
landscape-found-shared-more = At least two organisations use each of them.
landscape-found-overlaps = { $count ->
    [one] One overlap to solve together
   *[other] { $count } overlaps to solve together
}
landscape-most-in = Most in { $area }
landscape-found-gaps = { $count ->
    [one] One gap that neighbours have filled
   *[other] { $count } gaps that neighbours have filled
}
landscape-worst-gap = { $area } is missing in { $names }
landscape-none = The landscape is empty
landscape-none-text = Nobody has said what is used here yet. It shows as soon as somebody says that they use a solution.
landscape-key-shared = shared with at least one neighbour
landscape-key-own = own
landscape-key-planned = planned
landscape-key-gap = gap: at least two neighbours have it
landscape-to-see = To see
landscape-lack = { $names } lack it
landscape-overlaps-here = { $count ->
    [one] 1 overlap
   *[other] { $count } overlaps
}
landscape-gap-tag = Gap
landscape-overlap-tag = Overlap
landscape-none-used = No solution is used.
landscape-shared-of = { $shared } of { $solutions } solutions are shared.
landscape-place-has = has
landscape-place-gap = gap
landscape-place-nothing = nothing
landscape-place-silent = no answer
landscape-cell-shared = { $count ->
    [one] 1 shared
   *[other] { $count } shared
}
landscape-cell-own = { $count ->
    [one] 1 own
   *[other] { $count } own
}
landscape-cell-planned = { $count ->
    [one] 1 planned
   *[other] { $count } planned
}
landscape-used = Used
landscape-standing = Standing

landscape-how = How we count
landscape-how-answered = An organisation has answered for an area when it has said something of at least one solution there, also that it declined or stopped. Who has said nothing at all gets “no answer” and no gaps, because nobody knows.
landscape-how-seen = Only solutions that you may see are counted. Two people can therefore see different numbers.
landscape-how-matrix = The number is how many solutions are used, tried, under contract or planned. Shared means that at least one other organisation in the table uses the same solution. Gap means that the organisation has no solution in the area while at least two others use one.
landscape-how-overlap = An overlap is when organisations do the same in the same area with different systems. Where all have one system in common there is nothing to share, and it is not counted. The same systems for several capabilities count once. Ways of working, training and integrations are not counted, because they replace no system. The order is by organisations and then by inhabitants.
landscape-how-gap = A need stands here until somebody has said that a solution fits, or covers one of its sub-needs, wholly or in part. What matching assumes does not count. Neither do verdicts on solutions that you may not see.
landscape-how-like = Likeness is the weight of what both use, divided by the weight of all that either of them uses: from 0, nothing in common, to 1, everything in common (Jaccard 1912, weighted after Ruzicka 1958). A solution that few use weighs more than one that all have (Spärck Jones 1972). Only organisations with at least five solutions are compared. It is no ranking of organisations.

landscape-overlaps-heading = The same thing with different systems
landscape-overlaps-lead = Here several organisations do the same in the same area with different systems. Ask each other before anybody procures something new.
landscape-overlap-first = The largest is { $area }: { $organisations } organisations with { $people } inhabitants have different systems.
landscape-systems = Systems and who has them
landscape-people = Inhabitants
landscape-to-try = To try
landscape-could-share = { $names } can ask those who have { $system }.
landscape-more-systems = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
landscape-no-overlap = No overlaps
landscape-no-overlap-text = Nobody uses different systems for the same thing, or it has not been said.
landscape-see-matrix = See the matrix
landscape-systems-besides = Further systems

landscape-gaps-heading = What is missing
landscape-gaps-lead = Areas without a solution, what neighbours have, and needs that no solution was said to fit.
landscape-gap-first = { $own } has no solution in { $area }, which { $names } have.
landscape-gap-areas = { $without } of { $of } areas have no solution in use.
landscape-behind = What neighbours have
landscape-behind-own = What neighbours have and { $own } has not
landscape-choose-own = Choose an organisation under My organisation.
landscape-own-silent = { $own } has not said what is used, so nobody knows what is missing. Begin by saying what you use.
landscape-nothing-behind = Nothing that at least two neighbours have is missing.
landscape-neighbours = Neighbours
landscape-who = Who
landscape-what-they-use = What they use
landscape-areas-without = Areas without a solution
landscape-areas-note = Nobody among those chosen uses anything here, or nobody has said so.
landscape-no-area-without = In every area somebody uses a solution.
landscape-in-catalogue = { $count ->
    [one] 1 solution in the catalogue that nobody here uses.
   *[other] { $count } solutions in the catalogue that nobody here uses.
}
landscape-not-in-catalogue = No solution in the catalogue.
landscape-plan = { $count ->
    [one] 1 organisation plans one.
   *[other] { $count } organisations plan one.
}
landscape-needs-without = Needs without a solution
landscape-needs-note = First those where somebody has tried and nothing fitted, then those that nobody has tried.
landscape-no-need-without = For every need somebody has said that a solution fits.
landscape-needs-public = Whether a need has a solution is told by verdicts, which are shown only to those who are signed in.
landscape-affected = Affected
landscape-why = Why
landscape-unmet-nothing-fits = Tried, nothing fits
landscape-unmet-nothing-said = Nobody has tried
landscape-gap-kind = Kind
landscape-gap-area = Area without a solution
landscape-gap-need = Need without a solution
landscape-what = What
landscape-note = Note

landscape-likeness-lead = Organisations that use the same solutions often have the same questions. Here is whom you have most in common with, and why.
landscape-like-first = { $own } has most in common with { $other }: { $shared } of { $all } solutions.
landscape-like-drawn = How much others have in common with { $own }, from 0 to 1
landscape-likeness-value = Likeness
landscape-both = Both
landscape-only-they = Only they
landscape-only-own = Only we
landscape-only = Only { $own }
landscape-nothing-to-compare = Too little to compare
landscape-own-too-little = { $count ->
    [one] { $own } has said that one solution is used.
   *[other] { $own } has said that { $count } solutions are used.
} At least five are needed for it to say anything.
landscape-others-too-little = Nobody else has said that at least five solutions are used.
landscape-too-little = Too little has been said to compare with { $names }.

landscape-reading = The landscape is being counted
landscape-reading-text = What the landscape is counted from is being read. Load the page again in a while. Nothing is shown until all has been counted.

landscape-contracts = Contracts that end
landscape-contracts-heading = Contracts that end together
landscape-contracts-lead = Here contracts about the same thing end near each other in several organisations. Then something can be procured together.
landscape-contracts-answered = { $answered } of { $of } organisations are in some contract that is entered here.
landscape-contracts-age = { $fresh } of { $contracts } contracts were confirmed within a year, the oldest on { $day }.
landscape-within = Within
landscape-months = { $count ->
    [one] 1 month
   *[other] { $count } months
}
landscape-day = Count from
landscape-day-end = The contract’s last day
landscape-day-turn = The next day to do something
landscape-first-window = { $count ->
    [one] One window is coming: { $area }, from { $day }.
   *[other] { $count } windows are coming. The nearest is { $area }, from { $day }.
}
landscape-no-window = No contracts end near each other in several organisations.
landscape-no-contract = No contracts end within three years
landscape-no-contract-text = Contracts with a last day show here once they are entered and shared with the collaboration.
landscape-without-area = Without a service area
landscape-key-day = day on which a contract ends
landscape-key-window = window for joint procurement
landscape-time-line = { $area }: three years ahead, a line for each quarter
landscape-window = Between { $from } and { $to } in { $names }.
landscape-window-day = { $from } in { $names }.
landscape-window-tag = Window
landscape-window-none = No window.
landscape-could-run-on = Can run on
landscape-how-contracts = A window is when contracts about solutions in the same area end in at least two organisations, with no more months between the first and the last day than you have chosen. Only parties to the contracts are counted. Facts of contracts are never shown to suppliers or the public.
landscape-calendar = Put the days in your calendar
landscape-calendar-key = A calendar program that is to fetch new days by itself needs a key for calendars at the end of the address: &nyckel= and the key. Whoever has the address sees the days, so do not share it.
landscape-contract = Contract
landscape-supplier = Supplier
landscape-on = Day
landscape-opens = The window opens
landscape-closes = The window closes
