# Typical needs: what staff say when they need a solution.

typical-propose = Propose as a typical need
typical-propose-heading = Propose a typical need for { $name }
typical-propose-lead = This is the need's first sentence. Rewrite it so that everybody who sees the solution may read it. The next one who says the same will then find the solution more easily.
typical-more-read = More people read the solution than the need. Remove what only those who see the need may read. Once the proposal is accepted, the text is read by:
typical-same-read = Once the proposal is accepted, the text is read by:
typical-text = What staff say
typical-text-help = One sentence, at most 300 characters. No names.
typical-send = Send the proposal
typical-proposals = { $count ->
    [0] Proposed typical needs
    [one] One proposed typical need
   *[other] { $word } proposed typical needs
}
typical-proposals-text = Only who has proposed and those who look after the solution see the proposals.
typical-proposed-by = Proposed by { $person }, { $organisation }, { $day }
typical-accept = Accept
typical-reject = Turn down
typical-edit = Change typical needs
typical-edit-heading = Typical needs of { $name }
typical-needs = Typical needs
typical-needs-help = What staff say when they need the solution, one a line, at most 30. No names.
typical-read-by = The text is read by:
typical-save = Save typical needs
typical-changed-meanwhile = Somebody else has changed the solution while you were writing. This is what stands there now. Reload the page to begin from it, or copy what you need and save again.
solution-typical-need-was-proposed = { $who } proposed a typical need.
field-missing-typical-needs = Write what staff say, in one sentence.
field-too-many-typical-needs = That is { $over } too many. Write at most { $max }.
error-not-confirmed-heading = It cannot be proposed yet
error-not-confirmed-text = Send the need and say that the solution fits. Then you can propose the need's words. Nothing has been changed.
