# Sparade vyer: listor som någon vill komma tillbaka till.

place-views = Sparade vyer
views-lead = En vy är en lista med sina filter. Den visar alltid det som stämmer i dag, och bara det som den som öppnar den får se.
views-kept = Vyer
views-put-away = Undanlagda vyer
views-none = Här kommer dina vyer att stå. Filtrera en lista och välj Spara vyn under den.
views-manage = Ändra vyer
view-name = Namn på vyn
view-list = Lista
view-reach = Vem som ser den
view-by = Sparad av
view-change = Ändra
view-what = Lägg undan eller ta tillbaka
view-save = Spara vyn
view-save-change = Spara
view-keeps = Vyn sparar filter och ordning, inte raderna.
view-for-everybody = Visa vyn för alla i min organisation
view-back = Tillbaka till vyerna
view-back-to-list = Tillbaka till listan
view-put-away = Lägg undan
view-take-back = Ta tillbaka
viewed-list-solutions = Lösningar
viewed-list-needs = Behov
view-reaches-own = Bara du
view-reaches-organisation = Alla i organisationen
list-choice-count = { $choice } ({ $count })
