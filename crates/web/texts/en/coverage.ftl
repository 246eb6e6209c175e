# What solutions cover of a need's sub-needs, and solutions side by side.

coverage-level-covers = Covers
coverage-level-partly = Covers in part
coverage-level-not = Does not cover
coverage-level-unknown = Unknown
coverage-source-supplier = according to the supplier
coverage-source-solution-owner = according to whoever is responsible for the solution
coverage-source-user-municipality = according to a municipality that uses it
coverage-source-assumption = assumed from the text
coverage-from-supplier = The supplier says so
coverage-from-solution-owner = Whoever is responsible for the solution says so
coverage-from-user-municipality = A municipality that uses it says so

coverage-plank = { $number } { $text }
coverage-plank-level = { $plank }: { $level }.
coverage-of = { $covered } of { $all } sub-needs
coverage-missing = Missing: { $texts }
coverage-partly = In part: { $texts }
coverage-unknown = Unknown: { $texts }
coverage-and-more = { $texts } and { $more } more
coverage-assumed = { $count ->
    [one] One of the answers is assumed from the text.
   *[other] { $count } of the answers are assumed from the text.
}
coverage-one-by-one = Sub-need by sub-need
coverage-legend = How to read the boxes
coverage-at-need-empty = Add sub-needs to see what each solution covers and what is missing.
coverage-also-judged = Other solutions that somebody has judged
need-event-coverage = { $who } said what { $solution } covers.

# The page of a need and a solution
coverage-heading = What { $solution } covers
coverage-of-need = Of the need
coverage-solution = About the solution
coverage-no-requirements = The need has no sub-needs yet
coverage-no-requirements-text = Once the need is divided into sub-needs, each can be met on its own. Write one requirement on each line.
coverage-add-requirements = Add sub-needs
coverage-nothing-known = nobody has said anything and the text does not show it
coverage-nothing-shown = Nothing in the description is about this. Ask somebody who uses the solution.
coverage-text-says = Nearest in the description:
coverage-which-words = Which words met?
coverage-requirement-says = The sub-need says
coverage-how = Where the answers come from
coverage-how-people = What a person has said counts before anything else, with name and day.
coverage-how-assumed = Where nobody has said anything we read the solution's description. That is an assumption. What does not stand there is unknown.
coverage-compare-with = Compare with other solutions

# The form
coverage-say = Say what applies
coverage-change = Change the answer
coverage-level = What applies to this sub-need?
coverage-source = How do you know?
coverage-evidence = What shows it?
coverage-evidence-help = One sentence will do. Leave out clients' names.
coverage-save = Save the answer
coverage-withdraw = Remove the answer
coverage-choose-level = Choose whether the solution covers the sub-need.
coverage-choose-source = Choose how you know.
coverage-not-saved = The answer is not saved yet. Mend what is said below and save again.
coverage-conflict = Somebody else changed the answer while you were writing. What applies now stands here, and what you chose is still in the form. Save again if your answer is to apply.
coverage-sign-in = You are not signed in, so the answer is not saved. What you wrote is still here. Sign in in a new tab and then save here.
coverage-may-not = Your role may not answer here, so the answer is not saved. Ask your coordinator for help.
coverage-told-saved = The answer is saved.
coverage-told-withdrawn = The answer is removed. What the text shows applies now.

# Side by side
comparison = Compare solutions
comparison-against = Against the need
comparison-table = Solutions side by side
comparison-what = What
comparison-column = { $name } ({ $number })
comparison-requirements = Sub-needs
comparison-facts = Facts
comparison-covers = Covers
comparison-source = { $source }: { $by }
comparison-not-given = Not given
comparison-change = Change the comparison
comparison-remove = Remove
comparison-csv = Get the table as CSV
comparison-printed = Comparison · printed { $day }
comparison-without-need = The comparison is about facts. Begin at a need to see what the solutions cover of it.
comparison-need-without-requirements = The need has no sub-needs, so only facts are shown. Add sub-needs on the need's page.
comparison-none = Choose two to four solutions to compare
comparison-only-one = Choose at least one more solution
comparison-too-many = You have chosen { $count } solutions, at most four fit
comparison-missing = { $numbers } does not exist, or you may not see it
comparison-how-to = Tick two to four solutions and press Compare. You can do that on a need's page and in the list of solutions.
comparison-choose-at-need = Choose on the need's page
comparison-choose-in-list = Choose in the list of solutions
comparison-add = Add a solution
comparison-add-help = The number stands on the solution's page, such as L-2026-0007.
comparison-add-button = Add
comparison-pick = Compare
comparison-pick-chosen = Compare the chosen ones
comparison-pick-help = Tick two to four solutions.
