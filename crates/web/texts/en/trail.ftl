# What has happened, as sentences and fields: for every kind of record.

event-created = { $who } added this.
event-edited = { $who } changed facts.
event-submitted = { $who } sent the need.
event-withdrawn = { $who } took the need back.
event-voice-given = { $who } said that they have the need too.
event-voice-taken-back = { $who } took back that they have the need too.
event-commented = { $who } commented.
event-comment-taken-back = { $who } took a comment back.
event-comment-hidden = { $who } hid a comment.
event-comment-shown = { $who } showed a comment again.
event-none-fits = { $who } said that none of the suggestions fits.
event-sharing-changed = { $who } changed who can read.
event-sharing-undone = { $who } undid the sharing.
event-publication-wished = { $who } wished to make it public.
event-publication-declined = { $who } did not make it public.
event-imported = { $who } read it from a file.
event-usage-changed = { $who } changed who uses the solution.
event-verdict-given = { $who } said how a solution fits.
event-verdict-taken-back = { $who } took back what they said about a solution.
event-retired = { $who } took the words out of use.
event-taken-up = { $who } took the words into use again.
event-typical-need-proposed = { $who } proposed a typical need.
event-coverage-changed = { $who } said what a solution covers.
event-linked = { $who } told what a name means.
event-role-given = { $who } gave a role.
event-role-taken = { $who } took a role away.
event-left-organisation = { $who } ended a person’s time in the organisation.
event-handed-over = { $who } handed over to another person.
event-rescued = { $who } made a person administrator in an emergency.
event-membership-changed = { $who } changed a membership.
event-merged = { $who } merged organisations.
event-split = { $who } split the organisation.
event-moved = { $who } moved it to another organisation.
event-password-changed = { $who } changed the password.
event-sessions-ended = { $who } ended sessions.
event-acts-for = { $who } changed organisation to act for.
event-signed-in = { $who } signed in.
event-signed-out = { $who } signed out.
event-denied = A sign-in was denied.
event-deed-denied = { $who } tried to do what is not permitted.

trail-field-name = Name
trail-field-short-name = Short name
trail-field-kind = Kind
trail-field-municipality-code = Municipality code
trail-field-county-code = County code
trail-field-county = County
trail-field-population = Inhabitants
trail-field-population-date = Inhabitants as of
trail-field-population-source = Source of inhabitants
trail-field-purpose = Purpose
trail-field-lead = Led by
trail-field-organisation = Organisation
trail-field-membership = Membership
trail-field-successor = Went up in
trail-field-merged = Took over from
trail-field-part = New part
trail-field-part-of = Came from

trail-change = { $label }: { $before } → { $after }
trail-now = { $label }: { $after }
trail-gone = { $label }: { $before } was removed
moved-record = { $before } went up in { $after } or was split, and this went along.
moved-usage = { $before } went up in { $after }, which uses the solution from now on.
moved-voice = { $before } went up in { $after }, which has the need from now on.
event-password-wished = { $who } asked for a new password.
event-notices-chosen = { $who } changed notices.
event-second-step-begun = { $who } signs in in two steps from now on.
event-second-step-ended = { $who } no longer signs in in two steps.
event-person-searched = { $who } brought out everything about a person.

event-identity-bound = { $who } bound the account to the municipality’s sign-in.
event-identity-unbound = { $who } removed the binding to the municipality’s sign-in.
event-groups-changed = { $who } changed which groups give roles.

event-access-wished = { $who } asked for access.
event-access-declined = { $who } said no to an application.
event-welcomed = { $who } sent a welcome letter.

event-token-made = { $who } made a key for a program.
event-token-ended = { $who } ended a key for a program.

trail-field-group = Group
trail-field-domains = Addresses that may apply
event-domains-changed = { $who } changed which addresses may apply for access.
