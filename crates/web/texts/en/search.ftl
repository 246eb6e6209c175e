# Search among everything.

search-in-brygga = Search in Brygga
search-among = Search everything in Brygga
search-open = What are you looking for?
search-open-help = The key / opens the search from every page. Esc closes it.
search-help = Write one or more words, or only how they begin. A number such as B-2026-0042 leads straight to its page.
search-show-in-list = Show in the list
search-show-all = Show all { $count }
search-by-kind = Type
search-by-organisation = Organisation
search-every-kind = All types
search-chip-kind = Type: { $value }
search-chip-organisation = Organisation: { $value }
search-kind-needs = Needs
search-kind-solutions = Solutions
search-kind-cases = Cases
search-kind-initiatives = Initiatives
search-kind-benefits = Benefits
search-kind-lessons = Lessons
search-kind-knowledge = Knowledge
search-kind-organisations = Organisations
search-kind-forums = Forums
search-kind-meetings = Meetings
search-kind-figures = Key figures
search-kind-typical-needs = Typical needs
search-kind-people = People
search-typical-of = Typical of { $solution }
search-meant = Did you mean
search-nothing = Nothing with the words { $words }
search-nothing-narrowed = Remove a filter to search among more.
search-nothing-text = All the words must stand in the same text. Try fewer words, or only how they begin. Otherwise describe what you need, and what resembles it will be found.
search-describe-a-need = Describe a need
search-found = { $count ->
    [one] One result
   *[other] { $word } results
}
search-more-organisations = { $count ->
    [one] One more organisation
   *[other] { $word } more organisations
}
search-needs = { $count ->
    [one] One need
   *[other] { $word } needs
}
search-solutions = { $count ->
    [one] One solution
   *[other] { $word } solutions
}
search-cases = { $count ->
    [one] One case
   *[other] { $word } cases
}
search-initiatives = { $count ->
    [one] One initiative
   *[other] { $word } initiatives
}
search-benefits = { $count ->
    [one] One benefit
   *[other] { $word } benefits
}
search-lessons = { $count ->
    [one] One lesson
   *[other] { $word } lessons
}
search-organisations = { $count ->
    [one] One organisation
   *[other] { $word } organisations
}
search-forums = { $count ->
    [one] One forum
   *[other] { $word } forums
}
search-meetings = { $count ->
    [one] One meeting
   *[other] { $word } meetings
}
search-figures = { $count ->
    [one] One key figure
   *[other] { $word } key figures
}
search-typical-needs = { $count ->
    [one] Typical needs of one solution
   *[other] { $word } solutions with typical needs
}
search-people = { $count ->
    [one] One person
   *[other] { $word } people
}
