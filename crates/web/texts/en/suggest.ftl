# What is said of a text while it is written, and what is suggested.

hint-identity-number = The text seems to contain a personal identity number. Remove it before you send.
hint-contact = { $written } looks like a contact detail. Remove it if it is not needed, or write the role instead.
hint-secret = The text seems to contain a password, a code or details of a network. Remove it. If it is real, change the password or the code.
hint-individual = “{ $written }” seems to be about one particular person. Write the role instead, such as a client. Only you can be sure.
hint-support = This sounds like an IT fault. Send it to IT support?
hint-support-why = You wrote “{ $thing }” and “{ $trouble }”. If it is a need, just go on writing.
hint-support-where = Show me where to turn

support-heading = Turn to IT support
support-where = A fault with a computer, a printer or a sign-in is mended by the IT support of { $organisation }. Brygga takes no fault reports and passes nothing on. Use your usual way, by phone or the report form on the intranet.
support-copy = This is what you wrote. Copy it into your report.
support-stays = The text stays as draft { $number }, only you can see it.
support-is-a-need = It is a need, go on
support-done = Done, to the start page

suggest-heading = Suggestions
suggest-help = Press what is right, and it is added to the form. Nothing is saved until you save.
suggest-added-requirement = Added to the sub-needs: { $text }
suggest-added-area = Chosen area: { $name }
suggest-added-capability = Ticked: { $name }
suggest-neighbour = { $organisation } has a similar need
suggest-neighbour-lines = { $organisation } has divided its need like this.
suggest-own = Sub-needs from your text
suggest-from-your-text = From “{ $sentence }”
suggest-of-solutions = { $have } of { $all } similar solutions belong there.
suggest-of-needs = { $have } of { $all } similar needs belong there.

# When nothing fits
none-fits = None of these fit
none-fits-text = Is nothing right? The text is saved as a draft, together with what you have seen.
none-fits-kept = Nothing that exists fits
none-fits-kept-text = That is saved with the draft. You can go on like this.
nothing-found-text = Send the need and we will ask the neighbours.
nothing-see-similar = See whether a neighbour has the same need
nothing-go-on = Go on with the need and send it to the coordinator.
nothing-send = Fill in what you know below and send it to the coordinator.
nothing-ask-joint = Ask those who keep the catalogue for everybody:
