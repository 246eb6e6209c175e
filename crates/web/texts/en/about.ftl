# About Brygga, accessibility, personal data.

about-heading = The same problem should only have to be solved once
about-lead = In Brygga the operations write what they need, see what a neighbour has already, and take the need further together.
about-how-heading = How it works
about-how-1 = You write two sentences about what does not work.
about-how-2 = While you write you see solutions that exist already, and the words that made them appear.
about-how-3 = You complete the need and send it to your municipality's coordinator.
about-matching-heading = How the solutions are found
about-matching-text = The words you write are compared with the words of the solutions' descriptions: the same word, other forms, parts of compounds, words that mean about the same, abbreviations and misspellings. Brygga compares words, not meaning, so a solution may fit without being shown. No answer is chosen for you.
about-parties = Parties
about-same-heading = Does your municipality have the same problem?
about-same-text = Read what there is. You need no account.
about-same-action = Search the solutions
about-demo-heading = This is example data
about-demo-text = The municipalities, codes and populations are real. People, needs, solutions and suppliers are made up.
about-licences-heading = Licences
about-licences-text = Brygga is free software under EUPL 1.2. It builds on Designsystemet, htmx and the typeface Source Sans 3, and on word lists from the synonym lexicon Synlex and wordfreq. Their terms come with the program.

accessibility-heading = Accessibility
accessibility-lead = Everybody should be able to use Brygga, whatever their aids, screen or browser.
accessibility-status-heading = How accessible is Brygga?
accessibility-status-text = The goal is WCAG 2.2 level AA. This version has been checked with automatic tools but not yet by anybody from outside, so it makes no claim to comply fully with the law.
accessibility-known-heading = What we know is not done
accessibility-known-text = Brygga has not been tried by anybody who uses a screen reader daily. The full accessibility statement will be written when that has been done.
accessibility-tested-heading = How we have tested
accessibility-tested-text = Every page is checked with axe in light and dark, in narrow and wide windows, and with an HTML checker. The pages work without JavaScript and with the keyboard alone.
accessibility-tell-heading = Tell us if something is in your way
accessibility-tell-text = Contact your municipality's coordinator and say what you wanted to do and what happened. You can also report shortcomings to the Swedish Agency for Digital Government.

personal-data-heading = How we handle personal data
personal-data-lead = Brygga is about the needs of operations, not about individuals.
personal-data-what-heading = What is kept about you
personal-data-what-text = Name, e-mail address, role and title of those who have an account, and what they have written and changed. The text in the box on the start page is not kept by us until you go on with the need.
personal-data-who-heading = Who sees it
personal-data-who-text = Those who are signed in within the collaboration see who wrote a need. The public sees only the organisation.
personal-data-cookies-heading = Cookies
personal-data-cookies-text = One cookie keeps you signed in for at most twelve hours. Language and appearance are kept in cookies of their own when you choose them. No cookies are used to follow you.
personal-data-not-here-heading = What must not stand in Brygga
personal-data-not-here-text = Do not write names of clients or pupils, no personal identity numbers and no passwords. What is shared with other authorities may become a public record there.
