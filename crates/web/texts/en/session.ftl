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
does-need-owner = Stands for needs.
does-solution-owner = Answers for solutions.
does-solution-maintainer = Maintains solutions.
does-assessor = Prepares and assesses.
does-forum-chair = Chairs forums.
does-initiative-lead = Leads initiatives.
does-rollout-lead = Leads introduction.
does-benefit-owner = Answers for benefits.
does-researcher = Reads, for research.
does-steward = Looks after organisations and collaborations.

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

# Signing in in two steps.

factor = Signing in in two steps
factor-is-on = You sign in with a password and a code from your phone.
factor-is-off = With a code from your phone, nobody can sign in with your password alone.
factor-begin = Begin to sign in in two steps
factor-begin-now = Begin
factor-end = No longer sign in in two steps
factor-ended = You no longer sign in in two steps.
factor-lead = Open a program for one-time codes on your phone and read the picture. Then write the code that it shows.
factor-picture = Picture for a program for one-time codes to read
factor-by-hand = If the picture cannot be read, write this code in the program:
factor-open = Open in a program on this device
factor-code = Code
factor-code-help = Six digits from your phone.
factor-begun = You sign in in two steps from now on. Your other sessions have ended.
factor-written = Write the codes down and keep them in a safe place. Each works once, when you do not have your phone. They are not shown again.
factor-written-done = I have written them down
code-heading = Write the code
code-lead = Open the program for one-time codes on your phone and write the code that it shows. If you do not have your phone, write one of the codes you have written down.
code-wrong = The code is not right or has been used. Wait until your phone shows a new one, and write that.
code-late = It took too long or went wrong too often. Sign in from the beginning.

provider-sign-in = Sign in with { $name }
provider-departing = On to { $name }
provider-departing-text = You sign in there and then come back here.
provider-go-on = Go on
provider-is-bound = You can sign in with { $name }. The account belongs to your sign-in there, not to your e-mail address.
provider-is-not-bound = Bind the account once, and sign in with { $name } from then on. The password works as before.
provider-bind = Bind to { $name }
provider-unbind = Remove the binding
provider-bound = The account is bound.
provider-unbound = The binding is removed.
provider-unnamed = the municipality’s sign-in

tokens = Keys for programs
tokens-lead = With a key a program, for example a reporting tool, can fetch what you may read. It never gives more than you see yourself, and stops when you leave the organisation.
tokens-open = Show keys
tokens-none = You have no keys.
token-new = New key for { $organisation }
token-name = What it is used for
token-name-help = So that you know it again, for example the weekly report.
token-scope = May be used for
token-until = Holds until
token-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
token-make = Make a key
token-made = The key is ready
token-made-text = Copy it now. It is shown this once.
token-key = Key
token-example = How it is used
token-unused = not used
token-has-ended = has ended
