# publiccode.yml: descriptions of open source software, in and out.

publiccode-help-import = Import or check publiccode.yml, files and whole folders
publiccode-help-export = Write a solution as publiccode.yml
publiccode-option-paths = Files, and folders that are searched for .yml and .yaml
publiccode-option-strict = End with exit code 1 if any file could not be used
publiccode-option-check = Only check against the standard; no database is needed
publiccode-option-number = Number of the solution, for example L-2026-0007

publiccode-files = { $files ->
    [one] One file was gone through
   *[other] { $files } files were gone through
  }, { $left ->
    [0] all could be used.
    [one] one was left out.
   *[other] { $left } were left out.
  }
publiccode-languages = Languages of the texts and number of files: { $list }
publiccode-report-saved =
    { $files ->
        [one] One file read:
       *[other] { $files } files read:
    } { $created } new solutions, { $changed } changed, { $unchanged } unchanged, { $superseded } older versions were not used.
publiccode-report-tried =
    { $files ->
        [one] A trial, nothing is saved. One file read:
       *[other] A trial, nothing is saved. { $files } files read:
    } { $created } new solutions, { $changed } changed, { $unchanged } unchanged, { $superseded } older versions were not used.
publiccode-report-superseded = { $file } describes the same solution in a newer version and was used instead.
publiccode-strict = { $count ->
    [one] One file could not be used. The others are imported.
   *[other] { $count } files could not be used. The others are imported.
  }
publiccode-check-strict = { $count ->
    [one] The standard refuses one file.
   *[other] The standard refuses { $count } files.
  }
publiccode-accepted = accepted
publiccode-remarks = accepted with remarks
publiccode-refused = refused
publiccode-check-row = line { $line }
publiccode-check-counts = { $files ->
    [one] One file checked
   *[other] { $files } files checked
  } against version 0: { $accepted } accepted, { $remarks } accepted with remarks, { $refused } refused.
publiccode-check-version-one = Version 1 of the standard is not published, so no file is accepted by it yet.
publiccode-only-one = In version 1: { $text }

publiccode-other-name = The name of the file does not end in .yml or .yaml. Rename it if it is a publiccode.yml.
publiccode-no-file = It is no ordinary file. Give a file or a folder.
publiccode-system = The file cannot be read: { $detail }
publiccode-not-a-section = The file is no publiccode.yml: it does not begin with named keys. Write for example name: and url: at the top.
publiccode-no-name = The name is missing. Write it at name.
publiccode-empty = The file is empty. Check that it is the right one.
publiccode-too-large = The file is larger than { $limit } MB and is not read. Check that it is a publiccode.yml.
publiccode-utf16 = The file is saved as UTF-16. Save it as UTF-8.
publiccode-not-utf8 = Line { $line } has characters that are not UTF-8. Save the file as UTF-8.
publiccode-control-character = Line { $line } has a control character that does not belong in text. Remove it.
publiccode-direction-mark = Line { $line } has an invisible character that turns the direction of the text. Remove it.
publiccode-tab = Line { $line } is indented with a tab. Use spaces.
publiccode-not-yaml = The file is not valid YAML, the fault shows at line { $line }. Check indentation, colons and quotation marks there and on the line before.
publiccode-several-documents = The file has several documents, the second begins at line { $line }. Put each in a file of its own.
publiccode-duplicate-key = The key { $key } is there twice, the second at line { $line }. Remove one of them.
publiccode-key-is-not-text = Line { $line } has a list or a section where a key belongs. Correct the line.
publiccode-broken-alias = Line { $line } refers with * to something that is not there before it. Write the value instead.
publiccode-too-deep = Line { $line } lies deeper than { $limit } levels. Correct the indentation.
publiccode-too-much = The file has too many values, the limit is reached at line { $line }. Remove repetitions with & and *.

publiccode-fault-missing = Missing. Fill in the value.
publiccode-fault-missing-in-all-languages = Missing in all languages. Write it in at least one.
publiccode-fault-not-a-text = Must be a text.
publiccode-fault-not-a-flag = Must be true or false, without quotation marks.
publiccode-fault-not-a-list = Must be a list, with a dash before each value.
publiccode-fault-not-a-section = Must be a section with keys of its own.
publiccode-fault-unknown-key = The standard has no such key. Check the spelling, or remove it.
publiccode-fault-deprecated-instead = The key is going away. Use { $key } instead.
publiccode-fault-deprecated = The key is going away. It can be removed.
publiccode-fault-gone = No longer there. Remove it.
publiccode-fault-two-spellings = Both it and IT are there. Keep IT.
publiccode-fault-unknown-word = The word “{ $word }” is not in the standard's list. Choose one that is.
publiccode-fault-too-short = { $length } characters, at least { $limit } are needed. Write more.
publiccode-fault-too-long = { $length } characters, at most { $limit } are allowed. Shorten the text.
publiccode-fault-not-a-url = Must be a whole address, for example https://code.example.org/project.git.
publiccode-fault-not-a-web-address = Must be a web address that begins with https:// or http://.
publiccode-fault-not-a-uri = Must be a web address or a name that begins with urn:.
publiccode-fault-not-an-ipa-code = Is no code of an Italian administration. It is written in lower case letters, like c_h501.
publiccode-fault-not-a-date = Must be a day that exists, written like 2026-05-31.
publiccode-fault-not-an-email = Must be an e-mail address.
publiccode-fault-not-a-language = Is no language code. Write for example sv or en-GB.
publiccode-fault-not-a-country = Is no country code. Write two capital letters, like SE.
publiccode-fault-lower-case-country = The country code has lower case letters. Write it in capitals, like SE.
publiccode-fault-not-a-licence = Is no licence by SPDX. Write for example EUPL-1.2, or MIT OR Apache-2.0.
publiccode-fault-not-a-media-type = Is no media type. Write for example text/plain.
publiccode-fault-not-a-path = Must be a path inside the project, for example img/logo.svg, or a web address.
publiccode-fault-wrong-file-type = The file must be SVG or PNG.
publiccode-fault-not-an-image = The file is there but is no PNG image. Save the image again.
publiccode-fault-only-with-contract = May only be there when maintenance.type is contract. Remove it, or change the type.
publiccode-fault-unknown-version = The standard has no version “{ $version }”. Write "0".
publiccode-fault-older-version = Version { $version } is older. Write "0", which holds for all versions of 0.
publiccode-fault-not-published = Version 1 of the standard is not published, so no file is accepted by it yet.

publiccode-gap-no-licence = The licence is missing. Fill it in in the catalogue.
publiccode-gap-not-an-open-licence = The licence is none that SPDX names. Write it for example as EUPL-1.2.
publiccode-gap-no-repository = The address of the source code is missing. Fill it in in the catalogue.
publiccode-gap-too-little-text = The texts have { $length } characters together, at least { $limit } are needed. Write a longer description.
publiccode-not-written = { $number } cannot be written as publiccode.yml until the facts above are there.
