# Solutions that change: writing, merging, splitting, retiring and undoing.

solution-new = Add a solution
solution-new-lead = Describe the solution so that whoever has the need recognises it. Only the name has to be filled in now.
solution-edit = Change the solution
solution-edit-lead = If you rename it, the solution is found under its old name too.
solution-edit-leave = Leave without changing
solution-edit-save = Save the solution
solution-conflict = { $who } has also changed the solution
solution-name = Name
solution-name-help = What the solution is called where you are. No names of people.
solution-description = Description
solution-one-a-line = One on each line.
solution-areas-chosen = { $count ->
    [0] Service areas, none chosen
    [one] Service areas, 1 chosen
   *[other] Service areas, { $count } chosen
}
solution-block-what = What it is
solution-block-where = Where it belongs
solution-class-help = Fill in all three levels, or none.
solution-level-unknown = Nobody has said
solution-confidentiality = Confidentiality
solution-integrity = Integrity
solution-availability = Availability
solution-merge = Merge with another entry
solution-split = Split in two
solution-retire = Retire
solution-former = Formerly { $names }
solution-retired-because = Reason: { $reason }
solution-replaced-by = Replaced by
solution-with-number = { $name } ({ $number })
solution-took-over = { $who } merged the solution with { $other }, which went up in this one.
solution-went-up-in = { $who } let the solution go up in { $other }.
solution-was-split = { $who } split the solution. The other part is { $other }.
solution-was-replaced = { $who } retired the solution. It is replaced by { $other }. Reason: { $reason }
solution-was-retired = { $who } retired the solution. Reason: { $reason }
solution-was-taken-up = { $who } undid the retirement.
solution-was-unmerged = { $who } parted the solution from { $other } again.
moved-solution = Two entries about the same solution became one, or were parted. What was said here went along.

merge-here = Merge
merge-heading = Merge with { $name }
merge-choose-lead = Two entries about the same thing become one. First choose the other. Nothing changes before you have seen what will happen.
merge-no-such = There is no such solution that can be merged with this one. Search for a name or write another number.
merge-other = Which is the other?
merge-search = Name or number
merge-search-help = For example L-2026-0012, or words of its name.
merge-look = Search
merge-found = Entries that fit the search
merge-found-none = No other entries that can be merged with this one fit the search. Search for another word or write the number.
merge-lead = { $name } ({ $number }) goes up in this one. Its number and address lead here, and files that are read in find this one.
merge-shared-less = { $name } is shared with fewer than this one. What stands there would be read by more than those who wrote it have reckoned with. Merge the other way round, so that what is shared least goes on.
merge-what = This will happen
merge-what-note = { $stays } goes on. Everything that belongs to { $goes } moves there. It can be undone.
merge-nothing-moves = Nothing belongs to the one that goes. Only the values below differ.
merge-other-way = Let { $name } go on instead
merge-choices = Choose what holds
merge-choices-note = Here the entries differ. What is not chosen stays with the one that goes, and comes back if you undo.
merge-do = Merge
merge-goes = { $count ->
    [0] nothing moves
    [one] 1 moves
   *[other] { $count } move
}
merge-stays = { $count ->
    [one] 1 is here already and does not move
   *[other] { $count } are here already and do not move
}
merge-both = Both
merge-usage = { $organisation } stands on both
merge-usage-of = { $status }, according to { $name }

relation-usage = Usage
relation-coverage = Coverage as told
relation-verdict = Verdicts
relation-proposal = Proposed typical needs
relation-comment = Comments
relation-initiative = Initiatives
relation-lesson = Lessons
relation-original = The file that the entry came from
relation-replaced = Retired solutions that it replaces
relation-usage-proposal = Proposed usage
relation-contract = Contracts
relation-favourite = Favourites
relation-reminder = Reminders

retire-heading = Retire { $name }
retire-lead = The solution remains, so that what there was can be read. Who uses it does not change: everybody says that themselves.
retire-reason = Reason
retire-reason-help = A sentence that whoever finds it understands, such as why the contract ends.
retire-successor = Replaced by
retire-successor-help = The number of the solution that comes instead, for example L-2026-0012.
retire-do = Retire the solution

split-heading = Split { $name }
split-lead = An entry that really is two things becomes two entries. What you choose moves to the new one, the rest stays. It can be undone.
split-part = The new entry
split-going = What belongs to the new one
split-going-help = What is not chosen stays.
split-usages = Used by
split-do = Split

undo-here = Undo
undo-merge = Part from { $name } again
undo-merge-lead = The entry that went up becomes one of its own again. What nobody has changed since goes back. What others have changed stays.
undo-split = Take back the split with { $name }
undo-split-lead = What moved to the new entry comes back, if nobody has changed it since.
undo-retirement = Undo the retirement
undo-retirement-lead = The solution is again where it was in its life.
undo-part-stays = Others have built on { $name }. Therefore it stays in the catalogue.
undo-goes-back = { $count ->
    [0] nothing goes back
    [one] 1 goes back
   *[other] { $count } go back
}
undo-stays = { $count ->
    [one] 1 stays, because it has been changed since
   *[other] { $count } stay, because they have been changed since
}
undo-field-stays = stays, because somebody has changed it since
undo-nothing = No values have to go back.
undo-do = Undo
error-shared-less-heading = The one that goes is shared with fewer
error-shared-less-text = Nothing has changed. Merge the other way round, so that the entry that is shared least goes on.

# Files that come back from a spreadsheet.
solution-to-edit = Change many at once in a spreadsheet and read the file in again:
solution-to-edit-xlsx = to edit, XLSX
solution-to-edit-csv = to edit, CSV
import-left-out-rows = Left out, because others have changed them
import-conflicts = { $count ->
    [one] One solution was changed by others since you fetched the file
   *[other] { $count } solutions were changed by others since you fetched the file
}
import-conflicts-note = Here both the file and somebody else have changed the same value. The row is left out until you choose. Values that you have not touched in the file never overwrite what others have done.
import-conflicts-table = Values that both have changed
import-conflicts-all = Do this with all
import-conflicts-choose = Use the choices
import-column-exported = When you fetched the file
import-column-present = Now
import-column-wanted = In the file
import-not-known = cannot be seen
import-as-all = As all
import-resolve-leave-out = Leave the row out
import-resolve-ours = Keep what stands now
import-resolve-file = Take what the file says
import-remark-conflict = Others have changed the solution since the file was fetched.
import-remark-went-up-in = The entry has gone up in { $number }. The row is about that one now.

# Suppliers.
supplier-heading = Suppliers
supplier-lead = Those who provide the solutions of the catalogue. Only solutions that you can see are counted.
supplier-by-count = most solutions first
supplier-solutions = Solutions
supplier-state = State
supplier-none = No supplier to show
supplier-none-text = Suppliers come from what solutions say. Write the supplier on a solution, or take the search word away.
supplier-gone = Is no more
supplier-gone-to = Is no more, followed by { $name }
supplier-count = { $count ->
    [one] Provides one solution that you can see.
   *[other] Provides { $count } solutions that you can see.
}
supplier-written = Written as
supplier-keep = Keep the supplier
supplier-rename = Rename or merge
supplier-merge = Merge
supplier-retire = Say that it is no more
supplier-take-up = Take back that it is no more
supplier-undo = Take back the new name of { $name }
supplier-rename-heading = Rename { $name }
supplier-rename-lead = Write the new name. If a supplier has it already, the two become one. Nothing changes before you have seen what will happen.
supplier-rename-help = The old name leads on, also in files that are read in.
supplier-look = Show what will happen
supplier-preview = { $from } becomes { $to }
supplier-preview-lead = The old name leads to the new one. It can be taken back.
supplier-joins = { $name } is there already. The two become one supplier.
supplier-changes = Solutions that get the new name
supplier-changing = { $count ->
    [one] One solution gets the new name
   *[other] { $count } solutions get the new name
}
supplier-others = { $count ->
    [one] One solution is kept by others. It keeps its spelling and is counted under the new name.
   *[other] { $count } solutions are kept by others. They keep their spelling and are counted under the new name.
}
supplier-successor = Followed by
supplier-successor-help = The name of whoever has taken over, if anybody has.
supplier-retire-heading = { $name } is no more
supplier-retire-lead = The supplier's solutions remain. The page says that the supplier is no more and who has taken over.
solution-field-supplier-retired = that the supplier is no more
solution-suppliers = Suppliers
