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
