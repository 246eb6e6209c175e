# Comments.

comments-heading = { $count ->
    [0] Comments
    [one] One comment
   *[other] { $word } comments
}
comments-of = Comments on { $number }
comments-older = { $count ->
    [one] Show one older comment
   *[other] Show { $count } older comments
}
comments-none = Nobody has commented yet.
comment-write = Write a comment
comment-help = Everybody who is signed in and may read this sees the comment. Mention somebody with @ and the whole name. Leave out clients' names.
field-missing-comment = Write what you want to say.
field-missing-reason = Write why. The reason goes to those it concerns.
comment-send = Comment
comment-mentions = Mentions { $names }.
comment-take-back = Take back
comment-taken-back = The comment is taken back.
comment-hide = Hide
comment-hidden = The comment is hidden. Reason: { $reason }
comment-show-again = Show again
comment-hide-heading = Hide the comment
comment-hide-text = Its words are then seen only by whoever wrote them and by you who look after this. The reason stays for everybody, and you can show the comment again.
comment-hide-reason = Why is it hidden
need-event-commented = { $who } commented.
need-event-comment-taken-back = { $who } took a comment back.
need-event-comment-hidden = { $who } hid a comment.
need-event-comment-shown = { $who } showed a comment again.
