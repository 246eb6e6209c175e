# Who may read a record, for records of every kind
share-the-need = the need
share-the-solution = the solution
share-the-contract = the contract
share-the-lesson = the lesson
share-the-result = the result
share-the-article = the text
share-heading = Who can see { $what }
share-help = A lower level holds at once. A higher level first shows who will read it.
share-new-help = What you write is first saved for your own organisation. If more are to read it, the next page shows who they are.
share-level-collaboration = { $names }.
share-change = Change who sees it
share-agree = These will read { $what }
share-agree-send = These will read { $what } when you send it
share-not-sent-yet = The draft is saved but not sent yet.
share-not-shared-yet = What you wrote is saved. So far your own organisation alone reads it.
share-not-now = Do not share now
share-readers = { $count ->
    [one] one organisation
   *[other] { $count } organisations
}
share-everybody = everybody, suppliers and the public too
share-public-record = What you share may become a public record with those who receive it. You can stop sharing, but not take back what somebody has read.
share-second-person = Making something public takes two. When you have pressed, it waits for somebody else in your organisation to agree.
share-can-be-undone = You can undo it for ten minutes, before anybody is told.
share-identity-reason-help = Remove the number if you can, before more people read it. If it must stay, say why. The reason is kept in the history.
share-send-to = { $count ->
    [one] Send and share with one organisation
   *[other] Send and share with { $count } organisations
}
share-with = { $count ->
    [one] Share with one organisation
   *[other] Share with { $count } organisations
}
share-wish-public = Ask somebody else to make it public
share-choose-again = Choose another level
share-opened = Who outside the organisation has opened it
share-opened-help = If you need to report an incident, this is the basis. Whoever has only seen the title in a list is not here.
share-opened-by-none = Nobody outside your organisation has opened the page.
share-opened-table = Table of readers
share-reader = Reader
share-first = First time
share-last = Last time
share-the-public = Somebody who is not signed in
share-raised = Shared { $time }. Nobody has been told yet.
share-undo = Undo
share-waits-for-second = { $name } wants everybody to be able to read { $what }, without signing in. Somebody else in your organisation needs to agree.
share-publish = Make it public
share-decline = Do not make it public
share-take-back-wish = Take back the wish
share-told-shared = The sharing is changed.
share-told-wished = It now waits for somebody else in your organisation to agree. Until then all is as before.
share-told-declined = It does not become public. All is as before.
share-told-undone = The sharing is undone. Everything you have written is still there.
