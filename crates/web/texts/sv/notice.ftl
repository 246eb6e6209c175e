# Notiser: sidan, valet av utskick och breven.

notices = Nytt för dig
notices-menu = { $count ->
    [0] Nytt för dig
   *[other] Nytt för dig ({ $count })
}
notices-new = { $count ->
    [one] 1 nytt
   *[other] { $count } nya
}
notices-lead = Vad andra har gjort med dina behov och det du sköter om. Det du gör själv står inte här.
notices-mark-read = Markera allt som läst
notices-unread = Nytt
notices-none = Inget nytt ännu
notices-none-text = Här ser du när någon svarar på, ändrar eller tar vidare dina behov.
notices-mail = E-post om det som händer
notices-mail-help = Ett brev säger vad som har hänt och var du kan läsa mer. Behovets text står aldrig i brevet.
notices-no-mail = E-post är inte påslagen här. Titta på den här sidan i stället. Det du väljer gäller när e-posten slås på.
notices-save = Spara
notices-told-chosen = Ditt val är sparat.
notice-topic-my-needs = Mina behov
notice-topic-comments = Kommentarer
notice-topic-organisation = Organisationens arbete
notice-topic-account = Mitt konto
notice-topic-help-my-needs = När någon ändrar, delar, bedömer eller tar vidare ett behov som du har skrivit.
notice-topic-help-comments = När någon kommenterar ditt behov eller nämner dig.
notice-topic-help-organisation = Nya behov, förslag och inbjudningar som väntar på er.
notice-topic-help-account = När någon ger dig eller tar ifrån dig en roll. Det får du alltid veta.
notice-frequency-immediate = Direkt
notice-frequency-daily = En gång om dagen, på morgonen
notice-frequency-off = Aldrig

mail-hello = Hej { $name },
mail-subject = { $count ->
    [one] 1 nyhet i Brygga
   *[other] { $count } nyheter i Brygga
}
mail-choose = Välj hur ofta du vill ha brev: { $address }
mail-end = Inga fler brev om ”{ $topic }”: { $address }
mail-end-heading = Inga fler brev
mail-end-lead = Du får inga fler brev om ”{ $topic }”. Du ser allt på sidan Nytt för dig ändå.
mail-end-now = Avsluta utskicket
mail-ended = Du får inga fler brev om ”{ $topic }”.
mail-choose-page = Välj hur ofta du vill ha brev
mail-new-password-subject = Nytt lösenord i Brygga
mail-new-password = Någon har bett om ett nytt lösenord för den här adressen. Om det var du, välj ett här inom en timme:
    { $address }
    Om det inte var du behöver du inte göra något. Ditt lösenord är oförändrat.

password-forgotten = Glömt lösenordet?
password-forgotten-heading = Glömt lösenordet
password-forgotten-lead = Skriv din e-postadress, så får du ett brev med en länk där du väljer ett nytt.
password-send-mail = Skicka länken
password-mail-sent = Om adressen finns här har du snart ett brev. Länken gäller i en timme. Kommer inget brev, titta i skräpposten eller be din administratör om hjälp.
password-no-mail = E-post är inte påslagen här. Be din administratör om ett nytt lösenord.
password-new-heading = Nytt lösenord
password-new-late = Länken har använts eller är för gammal. Be om en ny.
password-ask-again = Be om en ny länk
password-new-done = Lösenordet är bytt. Alla dina inloggningar är avslutade, så logga in igen.
password-set = Spara lösenordet

mail-access-subject = Bekräfta din ansökan till Brygga
mail-access = Någon har ansökt om tillgång till Brygga med din adress. Är det du, öppna länken inom ett dygn och skicka ansökan vidare:
    { $address }
    Är det inte du, behöver du inte göra något.
mail-has-account-subject = Du har redan ett konto i Brygga
mail-has-account = Någon har ansökt om tillgång till Brygga med din adress, men du har redan ett konto. Logga in här:
    { $address }
    Har du glömt lösenordet kan du be om ett nytt på samma sida. Är det inte du som har ansökt, behöver du inte göra något.
mail-turned-away-subject = Svar på din ansökan till Brygga
mail-turned-away = Du får inte tillgång till Brygga nu. Administratören skriver:
    { $reason }
mail-welcome-subject = Välkommen till Brygga
mail-welcome = Du har fått tillgång till Brygga. Välj ett lösenord inom en vecka:
    { $address }
notice-topic-initiatives = Initiativ, införande och nytta
notice-topic-help-initiatives = Åtgärder du fått, nytta som ska mätas och vad som beslutas där du ansvarar.
