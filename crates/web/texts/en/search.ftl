# Search among everything.

search-in-brygga = Search in Brygga
search-among = Search among needs, solutions and organisations
search-help = Write one or more words, or only how they begin. A number such as B-2026-0042 leads straight to its page.
search-show-in-list = Show in the list
search-solutions = { $count ->
    [one] One solution
   *[other] { $word } solutions
}
search-needs = { $count ->
    [one] One need
   *[other] { $word } needs
}
search-organisations = { $count ->
    [one] One organisation
   *[other] { $word } organisations
}
search-nothing = Nothing with the words { $words }
search-nothing-text = All the words must stand in the same text. Try fewer words, or only how they begin. Otherwise describe what you need, and what resembles it will be found.
search-describe-a-need = Describe a need
