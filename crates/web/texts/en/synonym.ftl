# The word list: words that stand for each other.

place-words = Word list
synonym-lead = Words that mean much the same, and abbreviations with what they stand for. Who writes one finds the other. The list adds to the common words that Brygga knows already.
synonym-add = Add words
synonym-filters = Search and choose among the words
synonym-chip-search = Search: { $value }
synonym-any-kind = All
synonym-kind = Kind
synonym-state = State
synonym-in-use = In use
synonym-retired = Retired
synonym-terms = Words
synonym-note = Note
synonym-changed = Changed
synonym-none = The collaboration's own words will stand here
synonym-none-with-filter = No words with those filters
synonym-none-text = A coordinator adds words when somebody has searched for a word that the catalogue does not use.
synonym-file = Download as SKOS (Turtle)
ring-kind-synonym = Synonyms
ring-kind-abbreviation = Abbreviation
synonym-next-in-use = The words count in every search. Retire them if they bring wrong matches.
synonym-next-retired = The words are not used. They stay here and can be taken up again.
synonym-edit = Change the words
synonym-retire = Retire
synonym-take-up = Take up again
synonym-before = Before: { $terms }
synonym-effect = What it does
synonym-effect-text = Who writes one of the words finds the others too, somewhat further down. “Why?” says that the words mean much the same. An abbreviation finds what it stands for, and the other way round.
synonym-was-added = { $who } added the words.
synonym-was-imported = { $who } read the words from a file.
synonym-was-changed = { $who } changed the words.
synonym-was-retired = { $who } retired the words.
synonym-was-taken-up = { $who } took the words up again.
synonym-add-heading = Add words
synonym-edit-heading = Change the words
synonym-terms-help = One word or phrase a line, at least 2 and at most 12. The most common one first. For an abbreviation write it first, then what it stands for.
synonym-note-help = Why the words belong together, or what to mind.
synonym-save = Save the words
synonym-leave = Cancel
synonym-changed-meanwhile = Somebody else has changed the words while you were writing. This is what stands there now. Change what you wrote if need be and save again.
synonym-too-few = Write at least two words, one a line.
synonym-too-many = There are { $count } words. Write at most 12, or split them.
synonym-too-long = “{ $term } …” is too long. A word may have at most 80 characters.
synonym-twice = “{ $term }” stands there twice. Remove one of them.
synonym-no-word = “{ $term }” is no word. Write letters or digits.
error-changed-meanwhile-heading = Somebody else has changed the same thing
error-changed-meanwhile-text = Nothing has been changed. Reload the page, see what stands there now and try again.
about-words = Words that the collaboration has added
synonym-taken = Those words are in the list already. Open them there and change them instead.

# On the command line
cli-help-words = Read or write the word list
cli-help-words-import = Read words from a SKOS file (Turtle), all or none
cli-help-words-export = Write the words in use to a SKOS file (Turtle)
cli-option-words-file = The file with words
cli-option-words-output = The file to write
cli-words-not-turtle = { $file } cannot be read as Turtle, line { $line }: { $detail }
cli-words-too-large = { $file } is too large for a word list. Nothing has been read.
cli-words-refused-row = { $concept }: { $problem }
cli-words-refused = Nothing has been read. Mend what is said above and read the file again.
cli-words-imported = New: { $created }. Changed: { $changed }. Unchanged: { $unchanged }. With a single word and so left out: { $passed }.
cli-words-preferred = { $count ->
    [0] there is no skos:prefLabel in Swedish
   *[other] there are { $count } skos:prefLabels in Swedish, there should be one
}
cli-words-abbreviations = there are { $count } abbreviations, there may be one at most
cli-words-note = the note is too long
