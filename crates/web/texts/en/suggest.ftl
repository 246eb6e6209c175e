# What is said of a text while it is written, and what is suggested.

hint-identity-number = The text seems to contain a personal identity number. Remove it before you send.
hint-contact = { $written } looks like a contact detail. Remove it if it is not needed, or write the role instead.
hint-support = This sounds like an IT fault. Send it to IT support?
hint-support-why = You wrote “{ $thing }” and “{ $trouble }”. If it is a need, just go on writing.
hint-support-where = Show me where to turn

support-heading = Turn to IT support
support-where = A fault with a computer, a printer or a sign-in is mended by the IT support of { $organisation }. Brygga takes no fault reports and passes nothing on. Use your usual way, by phone or the report form on the intranet.
support-copy = This is what you wrote. Copy it into your report.
support-stays = The text stays as draft { $number }, only you can see it.
support-is-a-need = It is a need, go on
support-done = Done, to the start page
