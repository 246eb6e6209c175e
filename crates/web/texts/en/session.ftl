# Signing in.

sign-in-failed = Signing in failed
sign-in-wrong = The e-mail address or the password is wrong. Try again.
sign-in-too-many = There have been too many tries. Wait an hour, or contact your administrator.
sign-in-text-kept = The text you wrote comes along. Once you have signed in it is saved as a draft.
try-as-somebody = Try it as one of the made-up people
with-account = With e-mail and password
or-with-account = Or with your own account
email = E-mail
password = Password
does-need-submitter = Writes needs.
does-coordinator = Reads, completes and takes needs further.
does-reader = Reads.
does-administrator = Looks after accounts and roles.

# My account
account = My account
account-acts-for = Who you work for
account-acts-for-help = What you write and may see belongs to this organisation. If you have roles in several you can change without signing in again.
account-acts-for-now = You work for this one now.
account-act-for = Work for { $name }
account-acts-for-changed = You now work for another organisation. That holds in this browser.
account-writes-for = You are writing for { $organisation }.
account-change-organisation = Change
account-sessions = Where you are signed in
account-sessions-help = If you do not recognise a line, end it and change your password.
account-sessions-table = Table of sessions
account-browser = Browser
account-unknown-browser = Unknown browser
account-began = Signed in
account-used = Last used
account-end-column = End
account-end = Sign out there
account-this-one = This one
account-end-others = Sign out everywhere but here
account-session-ended = The session is ended.
account-password = Password
account-old-password = The password you have now
account-new-password = New password
account-new-password-help = At least 12 characters. A sentence that you remember is good.
account-change-password = Change password
account-password-changed = The password is changed. All other sessions are ended.
account-no-password = The account has no password. Ask your administrator for one.
field-wrong-password = That is not the password you have now. Try again.
