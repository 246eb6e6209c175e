# Notices: the page, the choice of mail, and the letters.

notices = New for you
notices-menu = { $count ->
    [0] New for you
   *[other] New for you ({ $count })
}
notices-new = { $count ->
    [one] 1 new
   *[other] { $count } new
}
notices-lead = What others have done with your needs and what you look after. What you do yourself does not stand here.
notices-mark-read = Mark all as read
notices-unread = New
notices-none = Nothing new yet
notices-none-text = Here you see when somebody answers, changes or takes your needs further.
notices-mail = E-mail about what happens
notices-mail-help = A letter says what has happened and where to read more. The text of a need never stands in it.
notices-no-mail = E-mail is not switched on here. Look at this page instead. What you choose holds once it is.
notices-save = Save
notices-told-chosen = Your choice is saved.
notice-topic-my-needs = My needs
notice-topic-comments = Comments
notice-topic-organisation = The organisation’s work
notice-topic-account = My account
notice-topic-help-my-needs = When somebody changes, shares, judges or takes further a need that you have written.
notice-topic-help-comments = When somebody comments on your need or mentions you.
notice-topic-help-organisation = New needs, proposals and invitations that wait for you.
notice-topic-help-account = When somebody gives you a role or takes one away. You are always told.
notice-frequency-immediate = At once
notice-frequency-daily = Once a day, in the morning
notice-frequency-off = Never

mail-hello = Hello { $name },
mail-subject = { $count ->
    [one] 1 piece of news in Brygga
   *[other] { $count } pieces of news in Brygga
}
mail-choose = Choose how often you want letters: { $address }
mail-end = No more letters about “{ $topic }”: { $address }
mail-end-heading = No more letters
mail-end-lead = You will get no more letters about “{ $topic }”. You see everything on the page New for you all the same.
mail-end-now = End the letters
mail-ended = You will get no more letters about “{ $topic }”.
mail-choose-page = Choose how often you want letters
mail-new-password-subject = New password in Brygga
mail-new-password = Somebody has asked for a new password for this address. If it was you, choose one here within an hour:
    { $address }
    If it was not you, you need do nothing. Your password is unchanged.

password-forgotten = Forgotten the password?
password-forgotten-heading = Forgotten the password
password-forgotten-lead = Write your e-mail address, and you will get a letter with a link where you choose a new one.
password-send-mail = Send the link
password-mail-sent = If the address is known here you will soon have a letter. The link holds for an hour. If none comes, look among the junk mail or ask your administrator for help.
password-no-mail = E-mail is not switched on here. Ask your administrator for a new password.
password-new-heading = New password
password-new-late = The link has been used or is too old. Ask for a new one.
password-ask-again = Ask for a new link
password-new-done = The password is changed. All your sessions have ended, so sign in again.
password-set = Save the password

mail-access-subject = Confirm your application to Brygga
mail-access = Somebody has asked for access to Brygga with your address. If it was you, open the link within a day and send the application on:
    { $address }
    If it was not you, you need not do anything.
mail-has-account-subject = You have an account in Brygga already
mail-has-account = Somebody has asked for access to Brygga with your address, but you have an account already. Sign in here:
    { $address }
    If you have forgotten the password you can ask for a new one on the same page. If it was not you who asked, you need not do anything.
mail-turned-away-subject = Answer to your application to Brygga
mail-turned-away = You do not get access to Brygga now. The administrator writes:
    { $reason }
mail-welcome-subject = Welcome to Brygga
mail-welcome = You have been given access to Brygga. Choose a password within a week:
    { $address }
notice-topic-initiatives = Initiatives, introduction and benefits
notice-topic-help-initiatives = Actions given to you, benefits to measure and what is decided where you answer for something.
