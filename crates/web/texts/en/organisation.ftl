# Organisations: the list and the page.

organisations-lead = Those that are here. The number of inhabitants opens date and source.
organisations-table = Organisations, by name
organisations-none = The organisations will stand here
organisations-none-text = Whoever runs the server adds them.
organisation-name = Name
organisation-kind = Kind
organisation-code = Municipality code
organisation-inhabitants = Inhabitants
organisation-inhabitants-of = inhabitants of { $name }, show the source
organisation-as-of = As of
organisation-uses = Uses
organisation-solutions-of = solutions in { $name }
organisation-needs-of = needs in { $name }
organisation-you-are-here = You are here
organisation-gone = The organisation ended on { $day }.
organisation-successor = What it was responsible for was taken over by
organisation-solutions = { $count ->
    [0] Uses no solutions
    [one] Uses 1 solution
   *[other] Uses { $count } solutions
}
organisation-all-solutions = Show all solutions
organisation-no-solutions = No solution that you can see is used here.
organisation-needs = { $count ->
    [0] No needs
    [one] One need
   *[other] { $word } needs
}
organisation-all-needs = Show all needs
organisation-no-needs = No need from here is shared with you.
organisation-together-with = Together with
organisation-about = About { $name }
organisation-county = County
organisation-on-day = as of { $day }
organisation-source = Source
organisation-exists = Exists
organisation-from = since { $from }
organisation-to = until { $to }
organisation-from-to = { $from } to { $to }
organisation-since = since { $day }
