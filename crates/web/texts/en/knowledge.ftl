# Knowledge
place-knowledge = Knowledge
knowledge-lead = Articles, methods, checklists and research that hold for more than one introduction.
knowledge-none = No knowledge yet
knowledge-none-text = Write a method that has worked for you, or read in publications from a reference manager.
article = Knowledge
article-about = About the text
article-authors = Authors
article-back = To the text
article-back-to-all = To all knowledge
article-became = What became of it
article-body = The text
article-body-help = Write in Markdown: # for a heading, - for a point, [ ] for something to tick. HTML is shown as text, and pictures become links.
article-by = By
article-change = Change the text
article-changed = Changed
article-difference = What differs from the version before
article-form-help = Write so that somebody in another municipality understands. Name no persons.
article-kind = Kind
article-line = Line
article-line-gone = Was taken away
article-line-new = Came
article-name-me = Name me as { $part }
article-unname-me = Do not name me as { $part } any more
article-new = Write knowledge
article-note = Why the text is changed
article-note-help = A sentence that whoever reads the history understands.
article-part = As
article-part-author = author
article-part-expert = somebody to ask
article-people = Authors and those who can be asked
article-people-help = Only who has said yes in person stands here. That can be taken back at any time.
article-people-none = Nobody has said yes to standing here.
article-person = Name
article-summary = In short
article-table = Table in the text
article-tied-to = Belongs to
article-ties-help = The text is suggested at the stages, questions and dimensions of maturity that you choose.
article-title = Heading
article-told-named = Saved. You can change it whenever you like.
article-told-written = The text is saved. It is suggested where it belongs.
article-version = Version
article-version-number = Version { $number }
article-versions = Versions
article-when = When
article-whose = Organisation
article-kind-article = Article
article-kind-method = Method
article-kind-checklist = Checklist
article-kind-publication = Publication
knowledge-suggested = Knowledge that may help here
tie-kind-stage = Stage
tie-kind-readiness = Readiness
tie-kind-dimension = Maturity
tie-kind-challenge = Challenge

# Publications
reference-authors-help = One a line, the family name first: Ek, Lisa.
reference-container = Journal or book
reference-doi = DOI
reference-doi-help = Begins with 10., with or without an address before it.
reference-fields = For a publication: where it is published
reference-issue = Number
reference-pages = Pages
reference-published = Published
reference-publisher = Publisher
reference-url = Address
reference-volume = Volume
reference-year = Year
references-again = Paste something else
references-at-entry = Entry { $number }: { $why }
references-at-line = Line { $number }: { $why }
references-bibtex = The publications as BibTeX
references-csl = The publications as CSL-JSON
references-entry-refused = Entry { $number }: the heading is too long, or something looks like a personal identity number. Nothing is saved.
references-help = Paste BibTeX or CSL-JSON from a reference manager. The next page shows row by row what is read in, before anything is saved.
references-is-new = New
references-known = Is here already
references-preview = This is read in
references-read-in = Read in publications
references-rows = Publications in the text
references-show = Show what is read in
references-text = BibTeX or CSL-JSON
references-told = Publications read in: { $made }. Already here: { $known }. So far only your own organisation reads them.
references-what = What happens
not-read-nothing = there is no publication here.
not-read-too-large = the text is too large. Divide it.
not-read-too-many = there are too many. Read in at most 500 at a time.
not-read-unclosed = the entry begins but never ends. A brace is missing.
not-read-no-field = a field has no name or no equals sign.
not-read-no-value = a field has no value.
not-read-not-json = this is no valid JSON.
not-read-not-references = this is JSON but no publications.
not-read-no-title = the title is missing.
not-read-year = the year is no year.
not-read-doi = this is no DOI.
not-read-link = the address is no address on the web.
not-read-too-many-authors = there are too many authors.
field-not-a-doi = Write a DOI. It begins with 10. and has a slash.
field-missing-body = Write the text.
article-lines-gone = { $count ->
    [one] One line was taken away.
   *[other] { $count } lines were taken away.
}
article-lines-new = { $count ->
    [one] One line came.
   *[other] { $count } lines came.
}
references-keep = { $count ->
    [one] Read in one publication
   *[other] Read in { $count } publications
}
references-new = { $count ->
    [one] One publication is new. It is saved for your own organisation.
   *[other] { $count } publications are new. They are saved for your own organisation.
}
search-knowledge = { $count ->
    [one] One piece of knowledge
   *[other] { $word } pieces of knowledge
}
