# The process of a collaboration: the page, the versions and the form.

process = Process
process-of = How a need comes to a decision in { $collaboration }
process-proposal = Proposal
process-proposal-means = A proposal to begin with, made from public Swedish guidance. Change it to suit you.
process-version = Version { $number }
process-edit = Change the process
process-told-saved = The new version holds for new cases. Those under way stay on their version until somebody moves them.
process-old = This is not the version that holds.
process-see-current = See the one that holds
process-see-proposal = See the proposal you began with
process-stages = Stages and gates
process-target = Target time
process-days = { $count ->
    [one] 1 working day
   *[other] { $count } working days
}
process-no-days = By plan or round
process-gate = Gate
process-decides = Decides
process-onward = On to
process-exits = Can leave the process as
process-versions = Versions
process-no-versions = Nobody has changed the proposal yet.
process-cases = { $count ->
    [one] 1 case follows this version.
   *[other] { $count } cases follow this version.
}
process-file = Download as a file (JSON)
process-edit-help = Saving makes a new version. Cases under way do not change.
process-new-stage = New stage
process-name = Name of the stage
process-name-en = In English
process-purpose = What is done
process-position = Place in the order
process-target-label = Target time in working days
process-target-help = Leave empty where a plan or a round decides.
process-question = Question at the gate
process-question-help = Leave empty in the last stage.
process-decides-on = Decides, track { $track }
process-body = Those who decide are called
process-level = Level
process-role = Recorded by
process-known = Must be at hand, and is known by itself
process-written = Must be at hand in writing
process-written-help = One thing on each line.
process-remove = Remove the stage
process-checks-help = Empty the text to remove a check.
process-check = Check { $number }
process-both-tracks = Both tracks
process-unclear = So many may be Unclear
process-note = Why the process is changed
process-note-help = Stands among the versions.
process-save = Save as a new version
process-nameless = without a name
process-too-few = The process needs at least two stages.
process-too-many = There are too many stages, checks or demands to survey. Remove some.
process-codes = Two parts have the same code. Reload the page and make the change again.
process-words = The stage { $stage } lacks a name, description, question or the name of those who decide, or a text is too long.
process-check-words = A check of the qualification lacks its text or is too long.
process-no-way-on = The stage { $stage } cannot be left. Choose where it leads, or put it last.
process-nobody = Nobody may pass the gate in { $stage } on one of the tracks. Choose who records the decision.
process-unknown-stage = The stage { $stage } leads to a stage that there is not.
process-unknown-evidence = A way from { $stage } demands something that is no longer there. Put it back or remove the way.
process-loop = The stages lead round in a ring at { $stage }. Remove a way back: whoever decides can always send a case back.
process-unreachable = No way leads to { $stage }.
process-no-checks = The gate in { $stage } asks for the qualification, but it has no checks.
process-target-days = The target time in { $stage } must be a number of working days from 1 to 2,600, or empty.
