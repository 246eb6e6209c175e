sheet-layout = Excel (XLSX)
sheet-read = The sheet { $sheet } is read. The headers are in row { $row }.
sheet-others = Other sheets in the file, which are not read: { $sheets }.
sheet-other = { $name } ({ $rows ->
    [one] 1 row
   *[other] { $rows } rows
  })
sheet-other-hidden = { $name } (hidden, { $rows ->
    [one] 1 row
   *[other] { $rows } rows
  })
sheet-rows-above = { $count ->
    [one] One row above the headers is not read.
   *[other] { $count } rows above the headers are not read.
  }
sheet-merged-header = Headers in several rows are put together: first the name of the group, then that of the column.
sheet-repeated = { $count ->
    [one] Merged cells in one place are read in every row that they cover.
   *[other] Merged cells in { $count } places are read in every row that they cover.
  }
sheet-moments = { $count ->
    [one] One cell is a day or a time and is read like this: 2026-05-31.
   *[other] { $count } cells are days or times and are read like this: 2026-05-31.
  }
sheet-dates-1904 = The file counts days from 1904, as older Macs do.
sheet-percents = { $count ->
    [one] One cell is a share and is read with a per cent sign.
   *[other] { $count } cells are shares and are read with a per cent sign.
  }
sheet-padded = { $count ->
    [one] One number is read with the zeros in front that the sheet shows.
   *[other] { $count } numbers are read with the zeros in front that the sheet shows.
  }
sheet-formulas = { $count ->
    [one] One formula is read as the value it had when the file was saved.
   *[other] { $count } formulas are read as the values they had when the file was saved.
  }
sheet-hidden-rows = { $count ->
    [one] One hidden row is read too.
   *[other] { $count } hidden rows are read too.
  }
sheet-hidden-columns = Hidden columns are read too.
