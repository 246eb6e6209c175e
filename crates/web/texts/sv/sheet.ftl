sheet-layout = Excel (XLSX)
sheet-read = Bladet { $sheet } läses. Rubrikerna står på rad { $row }.
sheet-others = Andra blad i filen, som inte läses: { $sheets }.
sheet-other = { $name } ({ $rows ->
    [one] 1 rad
   *[other] { $rows } rader
  })
sheet-other-hidden = { $name } (dolt, { $rows ->
    [one] 1 rad
   *[other] { $rows } rader
  })
sheet-rows-above = { $count ->
    [one] En rad ovanför rubrikerna läses inte.
   *[other] { $count } rader ovanför rubrikerna läses inte.
  }
sheet-merged-header = Rubriker på flera rader är hopsatta: först gruppens namn, sedan kolumnens.
sheet-repeated = { $count ->
    [one] Sammanslagna celler på ett ställe läses på alla rader som de täcker.
   *[other] Sammanslagna celler på { $count } ställen läses på alla rader som de täcker.
  }
sheet-moments = { $count ->
    [one] En cell är en dag eller en tid och läses så: 2026-05-31.
   *[other] { $count } celler är dagar eller tider och läses så: 2026-05-31.
  }
sheet-dates-1904 = Filen räknar dagar från 1904, som äldre Mac-datorer gör.
sheet-percents = { $count ->
    [one] En cell är en andel och läses med procenttecken.
   *[other] { $count } celler är andelar och läses med procenttecken.
  }
sheet-padded = { $count ->
    [one] Ett tal läses med de nollor framför som bladet visar.
   *[other] { $count } tal läses med de nollor framför som bladet visar.
  }
sheet-formulas = { $count ->
    [one] En formel läses som det värde den hade när filen sparades.
   *[other] { $count } formler läses som de värden de hade när filen sparades.
  }
sheet-hidden-rows = { $count ->
    [one] En dold rad läses också.
   *[other] { $count } dolda rader läses också.
  }
sheet-hidden-columns = Dolda kolumner läses också.
