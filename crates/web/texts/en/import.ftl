# Reading in solutions from a file, seeing what happens, saving and undoing.

import-heading = Import solutions
import-lead = Import a file of solutions. First you see how it was understood and exactly what changes. Nothing is saved until you say so, and a whole import can be undone.
import-choose-file = Choose a file
import-file = File
import-file-help = CSV, spreadsheet (XLSX), JSON or publiccode.yml, { $count } MB at most. Solutions downloaded from here are recognised.
import-send = Send the file
import-no-file = Choose a file first.
import-empty-file = The file is empty. Choose another.
import-too-large = The file is larger than { $count } MB. Divide it, or ask whoever runs the service to import it.
import-cut-off = The file did not arrive whole. Try again.
import-discarded = The file is discarded. Nothing was imported.
import-earlier = Earlier imports
import-no-runs = Nobody has imported anything yet.
import-column-when = When
import-column-files = File
import-column-who = Who
import-column-created = New solutions
import-column-changed = Changed solutions
import-column-state = State
import-column-entry = Solution
import-column-number = Number
import-column-row = Row
import-column-what = What changes
import-column-column = Column
import-column-value = Value
import-column-message = What it is and what to do
import-column-word = Word in the file
import-column-field = Field
import-column-rows = Rows
import-column-undone = What is undone
import-column-kept = Changed by others since
import-saved = Imported
import-undone-on = Undone { $day }
import-by-operator = Whoever runs the service

import-under-way = The file is being gone through
import-under-way-lead = Large files take a while. You can leave the page and come back.
import-progress = How far it has come
import-checking = Reading the rows
import-going-through = Comparing the rows with the catalogue
import-so-far = { $step }: { $percent } %
import-look-again = Look again

import-preview = Review before saving
import-preview-lead = Nothing is saved yet.
import-unreadable-lead = The file cannot be imported as it is.
import-next = What do you want to do?
import-save = { $count ->
    [one] Save one solution
   *[other] Save { $count } solutions
}
import-discard = Discard the file
import-may-be-undone = The whole import can be undone afterwards.
import-nothing-to-do = The file says nothing that the catalogue does not know already.
import-stopped-by-rows = { $count ->
    [one] One row cannot be used, so nothing is saved. Correct the file and send it again, or choose further down to skip the row.
   *[other] { $count } rows cannot be used, so nothing is saved. Correct the file and send it again, or choose further down to skip the rows.
}
import-changed-meanwhile = Somebody has changed the catalogue since you reviewed the file, so nothing was saved. This is what happens now.
import-rows-refused = Some rows cannot be used, so nothing was saved. They are listed below.
import-broke-off = The file could not be imported just now. Nothing was saved. Try again in a while.
import-what-happens = This happens
import-rows = Rows in the file
import-unchanged = Already as in the file
import-superseded = Rows replaced by a later row
import-refused = Rows that cannot be used
import-changes = What changes
import-no-changes = Nothing changes.
import-is-new = New
import-change = { $field }: { $before } → { $after }
import-nothing = (nothing)
import-somebody-else = another
import-changes-more = { $count ->
    [one] and one more field
   *[other] and { $count } more fields
}
import-changes-csv = { $count ->
    [one] Download the change as CSV
   *[other] Download all { $count } as CSV
}
import-first-of = The first { $count } are shown here.
import-problems = { $count ->
    [one] One row that cannot be used
   *[other] { $count } rows that cannot be used
}
import-problems-note = As long as they remain nothing is saved, unless you choose to skip them.
import-problems-table = Rows that cannot be used
import-findings-csv = Download the row report as CSV
import-remarks = { $count ->
    [one] One thing to know
   *[other] { $count } things to know
}
import-remarks-table = Things to know
import-unknown = Words that are not recognised
import-unknown-note = They are kept as written until somebody says what they mean. They stop nothing.
import-how-read = How the file was read
import-layout = Kind
import-sheet = Sheet
import-encoding = Encoding
import-unreadable-places = { $count ->
    [one] One character cannot be read.
   *[other] { $count } characters cannot be read.
}
import-not-publiccode = The file cannot be read as publiccode.yml, or does not say what the software is called. Correct it and send it again.
import-read-failed = { $file } could not be read. Try again.
import-no-name-column = No column looks as if it holds the name. Choose below which one it is.
import-columns = What the columns mean
import-columns-note = Change what is not right. Under each column stands what the first rows have in it.
import-left-out = Not used
import-empty-column = Empty in the first rows
import-sharing = Who may see new solutions
import-sharing-help = For rows that do not say so themselves. What is shared may become a public record with those who read it.
import-source = Name of the source
import-source-help = Needed only if you import from several sources that use the same id numbers.
import-skip = Skip rows that cannot be used
import-skip-help = The other rows are saved.
import-choose = Change and review again

import-problem-not-yours = The solution is kept by somebody other than you. Remove the row, or ask them to change it.
import-problem-identity-number = There is a personal identity number here, and the solution would be seen outside your organisation. Remove the number.
import-remark-identity-number = There is a personal identity number here. Remove it unless it must stay.
import-remark-secret = This looks like a password or a key. Remove it, and change it if it is real.
import-remark-individual = This reads as if it is about one person. Rewrite it if it is.
import-remark-usage-of-others = What other organisations use is left out. They say so themselves.
import-remark-usage-rejected = The organisation has rejected that it uses the solution, so that row is left out. If it is so now, the organisation says so itself.

import-run-of = The import of { $when }
import-run-facts = What it did
import-entries = Solutions
import-no-entries = The import changed no solution.
import-told-saved = The import is saved.
import-told-undone = The import is undone.
import-told-undone-kept = { $count ->
    [one] The import is undone, except for one solution that others have changed or used since.
   *[other] The import is undone, except for { $count } solutions that others have changed or used since.
}
import-is-undone = Undone
import-undone-by = { $who }, { $day }
import-undo = Undo the import
import-undo-heading = Undo the whole import?
import-undo-lead = What the import changed and nobody has touched since goes back. New solutions are taken out of the catalogue but kept, and can be put back.
import-undo-next = What do you want to do?
import-undo-not = Do not undo
import-undo-happens = This happens
import-undo-withdrawn = New solutions taken out of the catalogue
import-undo-restored = Solutions that get back what they had
import-undo-kept = Solutions where something stays
import-undo-untouched = Solutions that are as before already
import-undo-conflicts = { $count ->
    [one] One solution has been changed or used by others since. What they did stays.
   *[other] { $count } solutions have been changed or used by others since. What they did stays.
}
import-undo-is-withdrawn = Taken out of the catalogue
import-undo-is-kept = Stays: others have changed or used it
import-undo-nothing = Nothing goes back

solution-import = Import from file
solution-withdrawn-on = The solution has been out of the catalogue since { $day }. It is not in lists, searches and matches.
solution-keep = Keeping the entry
solution-withdraw = Take out of the catalogue
solution-withdraw-note = The solution disappears from lists, searches and matches. Its page stays, and it can be put back.
solution-withdraw-reason = Why
solution-restore = Put back in the catalogue
solution-was-withdrawn = { $who } took the solution out of the catalogue. Reason: { $reason }
solution-was-restored = { $who } put the solution back in the catalogue.
solution-import-was-undone = { $who } undid an import and with it { $what }.
solution-field-usage = the usage
solution-field-withdrawn = that it is out of the catalogue
solution-field-reason = the reason
import-remark-raised = More will read the entry: { $before } becomes { $after }.
import-remark-public-takes-two = Public takes two people and is done on the page of the entry. The file does not change the level.
import-raises = { $count ->
    [one] One entry will be read by more than now
   *[other] { $count } entries will be read by more than now
}
import-raises-note = The file raises how far they are shared. See that this is meant before you import it. What you share may become a public record with others.
import-raises-table = Entries that more will read
import-raises-agree = { $count ->
    [one] Yes, let more read that entry
   *[other] Yes, let more read the { $count } entries
}
import-raises-refused = Nothing is imported. The file lets more read entries than now. Tick that this is meant, or leave out the column of sharing.
