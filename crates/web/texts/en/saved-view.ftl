# Saved views: lists that somebody wants to come back to.

place-views = Saved views
views-lead = A view is a list with its filters. It always shows what is true today, and only what whoever opens it may see.
views-kept = Views
views-put-away = Views put away
views-none = Your views will stand here. Filter a list and choose Save the view below it.
views-manage = Change views
view-name = Name of the view
view-list = List
view-reach = Who sees it
view-by = Saved by
view-change = Change
view-what = Put away or take back
view-save = Save the view
view-save-change = Save
view-keeps = The view keeps filters and order, not the rows.
view-for-everybody = Show the view to everybody in my organisation
view-back = Back to the views
view-back-to-list = Back to the list
view-put-away = Put away
view-take-back = Take back
viewed-list-solutions = Solutions
viewed-list-needs = Needs
view-reaches-own = Only you
view-reaches-organisation = Everybody in the organisation
list-choice-count = { $choice } ({ $count })
