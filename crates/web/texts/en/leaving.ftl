# Export for a member: the page and what is in the archive.

leaving = Export of all that you have
leaving-of = Export: { $name }
leaving-lead = All that the organisation has and has said, in one archive: tables as CSV and JSON Lines, every case with all in it, a page of contents to read, and checksums. That it is taken out is seen in the event log.
leaving-archives = Archives
leaving-asked = Asked for
leaving-state = State
leaving-progress = Done
leaving-kept = { $count ->
    [one] An archive can be fetched for 1 day. Then it can be made anew.
   *[other] An archive can be fetched for { $count } days. Then it can be made anew.
}
leaving-none = No archive yet.
leaving-look-again = See how far it has come
leaving-begin = Make an archive
leaving-fetch = Fetch
leaving-broken = Broken off, make a new one
leaving-being-made = Being made
leaving-done-of = { $done } of { $total } parts
leaving-stays = What stays with the others
leaving-stays-text = What you have goes with you. What was said or done in others’ needs, cases and meetings stays there under your name: comments, verdicts, decisions and events. Cases with needs of others go to the one whose need came first; your own needs go home. Drafts are each person’s own and are not included.
leaving-index-text = Times in the tables are milliseconds since 1970 in UTC. Check the files with: sha256sum -c checksums.sha256
leaving-file = File
leaving-holds = Holds
leaving-rows = Rows
leaving-whole-case = The case with all in it
error-being-made-heading = An archive is being made already
error-being-made-text = Wait until it is done. How far it has come you see on the page for export.
leaving-table-people = People and roles
leaving-table-needs = Needs
leaving-table-requirements = Parts of needs
leaving-table-cases = Cases
leaving-table-solutions = Solutions that you keep
leaving-table-usages = What you use
leaving-table-contracts = Contracts
leaving-table-contract-coverage = Whom the contracts cover
leaving-table-comments = Comments that you wrote
leaving-table-verdicts = Verdicts that you gave
leaving-table-voices = What you said on others’ needs
leaving-table-decisions = Decisions that you took part in
leaving-table-initiatives = Initiatives that you lead
leaving-table-rollouts = Introductions at yours
leaving-table-benefits = Benefits
leaving-table-measurements = Measurements
leaving-table-lessons = Lessons
leaving-table-maturity-rounds = Rounds of self-assessment
leaving-table-maturity-replies = Answers of closed rounds, without names
leaving-table-maturity-scores = Other measurements of maturity
leaving-table-articles = Knowledge
leaving-table-goals = Goals
leaving-table-challenges = Challenges
leaving-table-challenge-evidence = Evidence of challenges
leaving-table-interventions = Interventions
leaving-table-events = Events: what you did
cli-help-export-organisation = Write all that an organisation has as an archive (ZIP)
cli-exported-organisation = { $count ->
    [one] One row and all cases are exported.
   *[other] { $count } rows and all cases are exported.
}
