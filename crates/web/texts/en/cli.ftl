# The command line: help, questions, reports and errors.

cli-usage = Usage:
cli-arguments = Arguments
cli-options = Options
cli-commands = Commands

cli-help = Brygga shows which solutions already exist for what an operation needs.
cli-help-demo = Start with made-up content, to try it
cli-help-serve = Start the server
cli-help-import = Import a catalogue
cli-help-import-solutions = Import solutions from CSV, Excel (XLSX) or JSON Lines. CSV and JSON may be gzipped
cli-help-export = Export the catalogue
cli-help-export-solutions = Write the solutions as CSV or Excel (XLSX), to standard output or a file
cli-help-match = Find solutions for a need and see why they fit
cli-help-read = Read what all texts mean, now and at once
cli-help-eval = Measure the matching on a judged set
cli-help-person = People and their roles
cli-help-person-add = Add a person, or give a person another role
cli-help-organisation = Organisations
cli-help-organisation-add = Add an organisation
cli-help-organisation-list = List the organisations
cli-help-link = Say what words of an imported file mean
cli-help-link-organisation = Say which organisation a written name is

cli-option-language = Language: sv or en. Otherwise LANG decides, and without it Swedish
cli-option-data = Folder with the database. BRYGGA_DATA can say it too
cli-option-database = Address of PostgreSQL, postgres://… BRYGGA_DATABASE can say it too
cli-option-port = Port. Without it 8080 or the next free one; 0 takes any free one
cli-option-address = Address to listen on
cli-option-https = Visitors reach the server over https, for example through a proxy
cli-option-files = Files to import. All of them, or none
cli-option-mapping = File that says what the columns mean
cli-option-delimiter = Character between cells
cli-option-encoding = Character encoding, where it is guessed wrong
cli-option-sheet = Sheet of an Excel file, where the wrong one is chosen
cli-option-owner = Organisation that owns rows which name no known organisation
cli-option-sharing = Sharing of new solutions whose row says none
cli-option-source = Name of the source. Put before its ids, so that two sources can have the same ids
cli-option-dry-run = Do everything except saving
cli-option-skip-bad-rows = Skip rows with errors and import the rest
cli-option-share-more = Let more read entries that are there, where the file says so
cli-option-report = Save the row report as CSV
cli-option-format = Format: csv or xlsx. Otherwise what the name of the file ends in
cli-option-output = File to write to
cli-option-text = The need in your own words. A hyphen reads from standard input
cli-option-limit = At most this many matches
cli-option-json = Write JSON
cli-option-set = Folder with corpus.jsonl, queries.jsonl and qrels.tsv
cli-option-model = Folder with the model that reads meaning, instead of the program's own (also BRYGGA_MODEL)
cli-option-lexical-only = Match on words alone, not on meaning
cli-option-needs = Measure similar needs: the documents of the set are needs
cli-option-solutions = Folder with corpus.jsonl: the solutions that the needs may point at
cli-option-name = Name
cli-option-email = E-mail address
cli-option-organisation = Organisation: name, short name or municipality code
cli-option-role = Role
cli-option-title = Title in own words
cli-option-password-stdin = Read the password from standard input. BRYGGA_PASSWORD can hold it too
cli-option-short-name = Short name
cli-option-kind = Kind of organisation
cli-option-municipality-code = Municipality code, four digits
cli-option-county-code = County code, two digits
cli-option-county = County
cli-option-population = Number of inhabitants
cli-option-population-date = Day or year the number holds for
cli-option-population-source = Where the number was found
cli-option-written = The name as it stands in the file
cli-option-help = Show this help
cli-option-version = Show the version

cli-fault-unknown-argument = There is no option { $argument }.
cli-fault-unknown-command = There is no command { $command }.
cli-fault-missing = Something is missing: { $argument }
cli-fault-conflict = { $argument } and { $other } cannot be used together. Choose one of them.
cli-fault-no-value = { $argument } needs a value.
cli-fault-choices = { $value } cannot be used for { $argument }. Choose among: { $choices }
cli-fault-value = { $value } cannot be used for { $argument }.
cli-fault-other = The command could not be understood: { $detail }
cli-fault-see-help = Add --help to see what there is.

cli-error-no-data = Say where the database is: --data FOLDER or --database postgres://…
cli-error-no-database = There is no database in { $path }. Check the folder, or import something into it first.
cli-error-not-postgres = The address of the database should begin with postgres://. For a database in a folder, use --data.
cli-error-not-opened = The database { $path } cannot be opened. Check that the address or folder is right and that the server is running. Technically: { $detail }
cli-error-not-ours = { $path } is not a database that this version of Brygga can use. Check that it is the right one. Technically: { $detail }
cli-error-disk-full = Nothing can be written: the disk is full, or the place can only be read. Make room and try again. Nothing is half done.
cli-error-unreachable = The database does not answer. Check that it is running and try again. Nothing is half done.
cli-error-database = The database said no: { $detail }
cli-error-changed-meanwhile = Somebody else made a change at the same time. Nothing was saved. Run the command again.
cli-error-not-found = It does not exist.
cli-error-denied = That is not permitted.
cli-error-refused = That cannot be done now.
cli-error-field-missing = Fill in { $field }.
cli-error-field-too-short = { $field } is too short. Write at least { $limit } characters.
cli-error-field-too-long = { $field } is too long. Write at most { $limit } characters.
cli-error-field-taken = There is already something with the same { $field }.
cli-error-field-not-an-address = { $field } is no e-mail address. It should look like name@kommun.se.
cli-error-no-such-series = Write a code that is in the file, a space and the name after --series, in quotation marks.
cli-error-field-unknown = { $field } does not fit the rest. Check codes and days.
cli-error-file-missing = { $path } does not exist. Check the name and the folder.
cli-error-file-not-permitted = { $path } cannot be read or written. Check the permissions.
cli-error-file-is-a-folder = { $path } is a folder. Name a file.
cli-error-not-a-folder = { $path } is no folder. Name a folder.
cli-error-file = { $path } cannot be used: { $detail }
cli-error-output = The result could not be written: { $detail }
cli-error-input = What came on standard input cannot be read as text in UTF-8.
cli-error-no-password = No password came on standard input.
cli-error-no-organisation = There is no organisation called { $name }. See the names with "brygga organisation list", or add it with "brygga organisation add".
cli-error-demo = The demo content cannot be read: { $detail }
cli-error-port-busy = Port { $port } on { $address } is in use. Choose another with --port, or leave --port out.
cli-error-port = Cannot listen on { $address }, port { $port }: { $detail }
cli-error-no-free-port = All ports from { $port } to { $last } on { $address } are in use. Choose another with --port.
cli-error-serving = The server could not go on: { $detail }

cli-serving = Brygga answers at { $address }
cli-demo-fleeting =
    The content is made up and goes away when you stop with Ctrl-C.
    To keep what you do, start with "brygga demo --data FOLDER".
cli-demo-kept = The content is made up. It is in the database that you named and will be there next time.
cli-demo-was-there = The made-up content was there already, and nothing has been changed.

cli-file = { $file }: { $layout }, { $encoding }, { $columns } columns
cli-file-gzipped = { $file }: gzipped, { $layout }, { $encoding }, { $columns } columns
cli-file-unreadable = { $count ->
    [one] In one place the file has characters that cannot be read. They show as �.
   *[other] In { $count } places the file has characters that cannot be read. They show as �.
  }
cli-layout-comma = CSV with commas
cli-layout-semicolon = CSV with semicolons
cli-layout-tab = CSV with tabs
cli-layout-bar = CSV with bars
cli-layout-json = JSON
cli-column-unused = not used
cli-reason-header = the header is a known word
cli-reason-header-beginning = the header begins with a known word
cli-reason-nested-name = the last part of the name is a known word
cli-reason-content = the content looks like it
cli-reason-mapping-file = according to the mapping file
cli-reason-own-export = an export from Brygga
cli-reason-not-recognised = no known word
cli-reason-field-taken = { $field } is taken from a column that fits better
cli-reason-empty = empty

cli-field-id = id
cli-field-name = name
cli-field-summary = short description
cli-field-description = description
cli-field-provider = provider
cli-field-organisation = organisation
cli-field-url = web address
cli-field-kind = kind
cli-field-lifecycle = lifecycle
cli-field-usage-status = usage
cli-field-usages = everybody's usage
cli-field-service-areas = service areas
cli-field-capabilities = capabilities
cli-field-tags = tags
cli-field-integrations = integrations
cli-field-standards = standards
cli-field-licence = licence
cli-field-sharing = sharing
cli-field-language = language
cli-field-typical-needs = typical needs
cli-field-contact-role = contact role
cli-field-confidentiality = confidentiality
cli-field-integrity = integrity
cli-field-availability = availability
cli-field-created = created
cli-field-updated = updated
cli-field-number = Brygga's number
cli-field-version = Brygga's version

cli-read-empty = { $file } is empty.
cli-read-only-header = { $file } has headers but no rows.
cli-read-spreadsheet = { $file } is a spreadsheet of a kind that is not read. Save it as Excel (XLSX) or CSV (UTF-8) and import that file.
cli-read-document = { $file } is a document. Put the table in a spreadsheet, save it as Excel (XLSX) and import that file.
cli-read-archive = { $file } is an archive with other files in it. Unpack it and import the file inside.
cli-read-pdf = { $file } is a PDF. Ask for the data as a spreadsheet or CSV.
cli-read-web-page = { $file } is a web page or XML. Save the data as CSV and import that file.
cli-read-not-text = { $file } is not text. Import CSV, Excel (XLSX) or JSON Lines.
cli-read-damaged = { $file } is damaged or cut short. Fetch it again.
cli-read-too-large = { $file } becomes larger than { $limit } GB. Split it.
cli-read-packed-too-hard = { $file } is packed harder than any table usually is. Unpack it yourself if you trust it.
cli-read-too-many-columns = { $file } has more than { $limit } columns. Check the character between cells, or name it with --delimiter.
cli-read-header-too-large = The first row of { $file } is too long to be headers. Check the quotation marks in it.
cli-read-protected = { $file } is protected with a password. Remove the password, save the file and import it.
cli-read-odd-workbook = { $file } is built in a way that no spreadsheet program builds files, and is not read. Open it in your spreadsheet program, save it as a new Excel file (XLSX) and import that.
cli-read-workbook-too-large = { $file } holds more than { $limit } MB. Save it as CSV and import that file, or split it.
cli-read-no-such-sheet = { $file } has no sheet called { $sheet }. The sheets are called: { $sheets }.
cli-read-not-json = { $file } is named like a JSON file but holds something else. Check the file or rename it.

cli-mapping-no-name = { $file }: no column looks as if it holds the name. Say which it is in a mapping file (--mapping), under [fields]: name = "header of the column".
cli-mapping-missing-column = { $file } has no column { $column }, which the mapping file names for { $field }.
cli-mapping-unknown-field = { $file }: there is no field { $field }.
cli-mapping-invalid = { $file } cannot be read as a mapping file, line { $line }: { $detail }

cli-import-checking = Checking
cli-import-writing = Importing
cli-import-refused = Nothing is imported. Correct the rows, or add --skip-bad-rows to import the others.
cli-import-raises-refused = Nothing is imported. { $count ->
    [one] One entry would be read by more than now.
   *[other] { $count } entries would be read by more than now.
 } They stand above by name. Add --share-more if that is meant.

cli-report-problems = { $count ->
    [one] One error:
   *[other] { $count } errors:
  }
cli-report-remarks = { $count ->
    [one] One remark:
   *[other] { $count } remarks:
  }
cli-report-row = { $file }row { $row }
cli-report-row-and-column = { $file }row { $row }, { $column }
cli-report-more = { $count ->
    [one] … and one more. Everything is in the row report: --report FILE.csv
   *[other] … and { $count } more. Everything is in the row report: --report FILE.csv
  }
cli-report-unknown = { $count ->
    [one] One word is kept as written, because it is not known:
   *[other] { $count } words are kept as written, because they are not known:
  }
cli-report-word = { $rows ->
    [one] { $field }: { $word } (one row)
   *[other] { $field }: { $word } ({ $rows } rows)
  }
cli-report-unknown-word = { $rows ->
    [one] The word is not known and is kept as written. It is in one row.
   *[other] The word is not known and is kept as written. It is in { $rows } rows, this is the first.
  }
cli-report-saved =
    { $rows ->
        [one] One row read:
       *[other] { $rows } rows read:
    } { $created } new, { $changed } changed, { $unchanged } unchanged.
cli-report-tried =
    { $rows ->
        [one] A trial, nothing is saved. One row read:
       *[other] A trial, nothing is saved. { $rows } rows read:
    } { $created } new, { $changed } changed, { $unchanged } unchanged.
cli-report-superseded = { $count ->
    [one] One row was not used, because a later one has the same key.
   *[other] { $count } rows were not used, because later ones have the same keys.
  }
cli-report-skipped = { $count ->
    [one] One row with errors was skipped.
   *[other] { $count } rows with errors were skipped.
  }
cli-report-saved-as = The row report is in { $path }
cli-report-header-row = Row
cli-report-header-column = Column
cli-report-header-value = Value
cli-report-header-code = Code
cli-report-header-message = What it is and what to do

cli-problem-no-name = The name is missing. Write a name or remove the row.
cli-problem-too-long = { $field } has { $length } characters, at most { $limit } fit. Shorten the text.
cli-problem-too-many-items = { $field } has { $count } parts, at most { $limit } fit. Remove some, or correct the separator in the mapping file.
cli-problem-cell-too-large = The cell is too large. In a CSV file, most often a quotation mark that closes it is missing.
cli-problem-cell-outside-table = The cell in column { $column } is outside the { $limit } columns that are read. Empty it, or move it into the table.
cli-problem-row-too-large = The row is too large. In a CSV file, most often a quotation mark that closes a cell is missing.
cli-problem-too-many-cells = The row has { $found } cells but there are { $columns } columns. Put quotation marks around cells that hold the separator.
cli-problem-unclosed-quote = A quotation mark opens a cell and none closes it. Add it or remove it.
cli-problem-invalid-json = The row is no proper JSON. Correct it.
cli-problem-not-an-object = The row is JSON but no object with named values. Correct it.

cli-remark-control-characters-removed = { $count ->
    [one] One control character was removed.
   *[other] { $count } control characters were removed.
  }
cli-remark-unreadable-characters = { $count ->
    [one] One character cannot be read and shows as �. Check the encoding of the file.
   *[other] { $count } characters cannot be read and show as �. Check the encoding of the file.
  }
cli-remark-fewer-cells = The row has { $found } cells of { $columns }. Those that are missing are empty.
cli-remark-error-in-cell = The cell shows an error and is read as empty. Correct the formula in the file if the value is needed.
cli-remark-formula-without-value = The formula was saved without its value, so the cell is read as empty. Open the file in a spreadsheet program and save it again.
cli-remark-shortened = { $field } had { $length } characters and is cut to { $limit }. The whole text comes first in the description.
cli-remark-superseded = Row { $row } has the same key and was used instead.
cli-remark-superseded-in = Row { $row } of { $file } has the same key and was used instead.
cli-remark-not-a-web-address = It is no web address beginning with http or https, and was left out.
cli-remark-not-a-date = The day cannot be read and was left out. Write it as 2026-05-31.
cli-remark-name-replaced = The solution with the same key was called { $before }. Check that it is the same solution.
cli-remark-owner-kept = The organisation is not known. The solution has an owner already, who stays.

cli-exported = { $count ->
    [one] One solution was exported.
   *[other] { $count } solutions were exported.
  }

cli-match-none = No solution in the catalogue is like that need. Try other words, or describe the need a little more.
cli-match-used-by = Used by { $names }
cli-how-same-word = same word
cli-how-same-stem = another form of the word
cli-how-compound-part = the word has the part { $part }
cli-how-synonym = word for the same thing
cli-how-abbreviation = abbreviation of { $expansion }
cli-how-spelling = nearly the same spelling

cli-eval-set = { $documents } documents, { $queries } queries. In brackets: 95 % of the bootstrap's means.
cli-eval-no-match = AUC: how well the answers themselves tell queries with an answer from { $queries } without. By the top score alone: { $score }.
cli-eval-left-out = { $queries } queries do not count, because no document is judged relevant to them.
cli-eval-broken = { $file }, line { $line }, cannot be read: { $detail }
cli-eval-failed = The measurement could not be finished: { $detail }
cli-eval-without-meaning = The model of meaning cannot be used. The figures are for words alone.
cli-model-unusable = The model of meaning cannot be used{ $place ->
    [inside] {""}
   *[folder] {" "}({ $path })
}: { $why ->
    [no-model-in-folder] the folder has neither model.safetensors nor a file that ends in .bin
    [not-a-model] the file is no model
    [damaged] a file is damaged
    [cut-off] a file is cut off
    [part-missing] a part of the model is missing
    [other-dimensions] it makes vectors of another length than Brygga uses
    [unreadable] a file cannot be read
    [too-large] a file is too large
   *[other] it is of a kind that Brygga cannot read
} ({ $detail }). Give another folder, or none. Until then words are compared.
cli-read-done = Done. { $texts ->
    [0] All texts had been read before.
    [one] One text was read.
   *[other] { $texts } texts were read.
}
cli-match-unread = { $texts ->
    [one] One text has not been read yet
   *[other] { $texts } texts have not been read yet
} and are matched by their words alone. Run brygga read, or keep brygga serve running.

cli-person-added = { $name } is there now, with the address { $email }.
cli-person-without-password = Without a password the person cannot sign in. Give one with --password-stdin.
cli-organisation-added = { $name } is there now.
cli-organisations-none = There are no organisations yet. Add one with "brygga organisation add".
cli-linked = { $count ->
    [one] One solution with "{ $written }" has been given its organisation.
   *[other] { $count } solutions with "{ $written }" have been given their organisation.
  }
cli-linked-none = No solution has "{ $written }" as an unknown organisation. Write the name exactly as in the file.

# Collaborations
cli-help-collaboration = Collaborations between organisations
cli-help-collaboration-add = Add a collaboration with its members
cli-option-purpose = What the collaboration is for
cli-option-members = Member: name, short name or municipality code. May be given several times
cli-collaboration-added = { $name } is there now, with { $count } members.

# Events
cli-help-export-events = Write the events as JSON Lines, with the chain that other programs can check
cli-help-verify = Go through the events and see whether any is changed or gone
cli-option-from = From this day on, such as 2026-11-09
cli-option-to = Up to and including this day
cli-option-head = A head that was kept elsewhere, as verify wrote it
cli-verify-read = { $count ->
    [one] One event was read. Keep the head elsewhere: { $head }
   *[other] { $count } events were read. Keep the head elsewhere: { $head }
}
cli-verify-unsealed = { $count ->
    [one] There is one event, from before the chain. It gets its place in the chain when the next event is written.
   *[other] There are { $count } events, from before the chain. They get their places in the chain when the next event is written.
}
cli-verify-changed = Event { $sequence } is changed or moved.
cli-verify-missing = Events { $from } to { $to } are gone.
cli-verify-lost-hash = Event { $sequence } has lost its checksum.
cli-verify-another-head = Event { $sequence } is not the one the head was kept at. The chain was made anew.
cli-error-verify = { $count ->
    [one] One thing is not right. Compare with a backup before anything more is written.
   *[other] { $count } things are not right. Compare with a backup before anything more is written.
}
cli-exported-events = { $count ->
    [one] One event is exported.
   *[other] { $count } events are exported.
}

# People
cli-help-person-list = List the people of an organisation
cli-help-person-leave = End a person's time in an organisation; what is open is handed over
cli-help-person-rescue = Give a person the role of administrator and a new password, when nobody else can
cli-option-successor = The e-mail address of whoever takes over what is open
cli-option-reason = Why. The reason is logged
cli-person-row = { $name }, { $email }: { $roles }. Waits on the person: { $count }
cli-person-left = { $email } has ended there. The sessions are no longer valid.
cli-person-rescued = { $email } is administrator and can sign in with the new password. It is logged.
cli-error-unknown-person = { $email } has no role there. Check with brygga person list.
cli-error-last-administrator = This is the only administrator. Give somebody else the role first: brygga person add --role administrator

cli-help-organisation-change = Change the name or facts of an organisation
cli-help-organisation-merge = Let an organisation go up in another
cli-help-organisation-split = Make a part of an organisation one of its own
cli-help-collaboration-list = Show collaborations and where each stands; * leads
cli-help-collaboration-member = Invite, let in, keep out or take out an organisation
cli-help-collaboration-lead = Let another member lead
cli-help-person-roles = Give a person exactly these roles
cli-option-lead = The organisation that leads
cli-option-into = The organisation that takes over
cli-option-people = E-mail address of who goes over; can be repeated
cli-option-collaboration = The collaboration’s name
cli-option-step = What happens to the membership
cli-option-roles = The role; can be repeated
cli-organisation-changed = { $name } is changed.
cli-organisation-merged = { $name } has gone up in { $into }. With it went – people: { $people }, needs: { $needs }, solutions: { $solutions }, solutions in use: { $usages }.
cli-organisation-split = { $part } is now an organisation of its own, with { $count } people from { $name }.
cli-collaborations-none = There is no collaboration. Add one: brygga collaboration add --name … --member …
cli-membership-now = { $name } in { $collaboration }: { $state }.
cli-collaboration-led = { $name } now leads { $collaboration }.
cli-person-roles = { $email } now has: { $roles }.
cli-error-no-collaboration = No collaboration is called “{ $name }”. Show all: brygga collaboration list
cli-error-supplier = A supplier cannot be in it or have people here. It reads what is public.
cli-error-no-administrator = Choose at least one administrator who goes over. Somebody must look after the new organisation.
cli-error-organisation-gone = The organisation has already gone up in another. Nothing has changed.
cli-error-membership-step = The organisation stands in another way in the collaboration. See how it is: brygga collaboration list
cli-error-lead-stays = The organisation leads the collaboration. Let another lead first: brygga collaboration lead

cli-option-url = The address at which people reach Brygga; needed for mail
cli-option-mail-from = The sender of mail, for example brygga@kommunen.se
cli-option-mail-folder = Keep mail as files in a folder instead of sending it
cli-error-mail-incomplete = To send mail, --url and --mail-from are needed. Give both, or take away BRYGGA_SMTP and --mail-folder.
cli-error-mail-from = Mail cannot be sent from “{ $value }”. Write for example brygga@kommunen.se.
cli-error-mail-server = The address in BRYGGA_SMTP cannot be used: { $detail } Write for example smtps://name:password@server:465 or smtp://server:587?tls=required.
cli-error-mail-url = “{ $value }” is no address of Brygga. Write for example https://brygga.kommunen.se.
cli-help-person-forget-phone = Let somebody who has lost the phone sign in with the password alone
cli-person-phone-forgotten = { $email } signs in with the password alone. All sessions have ended.
cli-error-unknown-address = Nobody has the address { $email }.
cli-help-person-report = Bring out everything there is about somebody: name, e-mail address or personal number
cli-option-about = What to look for; can be repeated
cli-person-report = { $count ->
    [0] Nothing was found.
    [one] 1 place was found.
   *[other] { $count } places were found.
}
cli-option-oidc-issuer = Address of the municipality’s sign-in (OpenID Connect), exactly as it writes it
cli-option-oidc-client = What Brygga is called there; the secret is read from BRYGGA_OIDC_SECRET
cli-option-oidc-name = What the sign-in is called on the button
cli-option-oidc-groups = The claim that lists groups
cli-error-oidc-incomplete = Sign-in at the municipality also needs --url and the secret in BRYGGA_OIDC_SECRET.
cli-error-oidc-issuer = “{ $value }” cannot be used. Write the address with https, exactly as those who look after the sign-in have given it.
cli-help-import-figures = Read in key figures of municipalities, as JSON from Kolada or as a table
cli-option-figures-file = The file of key figures
cli-option-publisher = Who publishes them
cli-option-fetched = The day they were fetched; today if nothing is said
cli-option-series = What a series is called: the code, a space and the name. May be given several times
cli-figures-read = { $count } values in { $series } series were read in, { $gaps } of them gaps. { $changed } replaced another value, { $twice } stood twice.
cli-figures-refused = Nothing was read in. Mend the rows above and try again.

cli-help-import-runs = List the imports there have been
cli-help-import-undo = Undo a whole import
cli-option-run = The id of the import, as import runs shows it
cli-report-undo = The import can be undone: brygga import undo { $run }
cli-runs-none = Nobody has imported anything yet.
cli-run = { $run }  { $day }  { $files }: { $created } new, { $changed } changed
cli-run-undone = { $run }  { $day }  { $files }: { $created } new, { $changed } changed (undone)
cli-undo-kept = { $number } { $name }: others have changed or used it since, and that stays.
cli-undo-done = Undone: { $withdrawn } new ones were taken out of the catalogue, { $restored } got back what they had, in { $conflicts } something stayed.
cli-undo-tried = Trial, nothing is changed: { $withdrawn } new ones would be taken out of the catalogue, { $restored } get back what they had, in { $conflicts } something would stay.
cli-error-import-undone = The import is undone already.

# Who is let in
cli-help-organisation-domain = Whose e-mail addresses may ask to be let in
cli-help-organisation-domain-add = Let addresses of a domain ask
cli-help-organisation-domain-remove = Let addresses of a domain ask no more
cli-help-organisation-domain-list = Show the domains
cli-help-organisation-group = What groups at the identity provider are here
cli-help-organisation-group-add = Let a group give a role, from the next sign-in on
cli-help-organisation-group-remove = Let a group give a role no more, from the next sign-in on
cli-help-organisation-group-list = Show the groups with their roles
cli-option-domain = What stands behind the @, such as kommunen.se
cli-option-group = The name of the group, as the identity provider writes it
cli-domains-none = No addresses may ask.
cli-groups-none = No group gives a role.
cli-error-no-domain = Addresses of “{ $domain }” could not ask. See which can: brygga organisation domain list
cli-error-no-group = The group “{ $group }” does not give the role { $role }. See what holds: brygga organisation group list
