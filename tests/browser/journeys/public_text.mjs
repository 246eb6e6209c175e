// What a collaboration says to everybody: a coordinator writes an entry and asks, one in another municipality agrees, anybody reads it; and it is
// taken down.

import { journey } from '../journey.mjs';

export default [
  journey('An entry of the project log is agreed to by a second person and read by everybody', { as: 'karin.as@essunga.example' }, async (visitor) => {
    const title = visitor.script ? 'Hemtjänsten provar på dagtid' : 'Hemtjänsten provar på natten';
    await visitor.opens('/samverkan');
    await visitor.follows('V6-samverkan');
    await visitor.follows('Publik sida och projektlogg');
    await visitor.follows('Nytt inlägg');
    await visitor.presses('Spara');
    await visitor.sees('Skriv en rubrik.');
    await visitor.writes(/^Rubrik/, title);
    await visitor.writes(/^Kort om/, 'Två grupper börjar på måndag.');
    await visitor.presses('Spara');
    await visitor.sees('Skrivs');
    await visitor.checksThePage('public text, a draft');
    await visitor.follows('Förhandsvisa');
    await visitor.sees('Så här kommer det att se ut.');
    await visitor.checksThePage('public text, a preview');
    await visitor.follows('V6-samverkan');
    await visitor.seesNot(title);
    await visitor.opens('/samverkan');
    await visitor.follows('V6-samverkan');
    await visitor.follows('Publik sida och projektlogg');
    await visitor.follows(title);
    await visitor.presses('Be om godkännande');
    await visitor.sees('De andra samordnarna har fått veta');
    await visitor.signsInAs('sara.hedin@lidkoping.example');
    await visitor.opens('/samverkan');
    await visitor.follows('V6-samverkan');
    await visitor.follows('Publik sida och projektlogg');
    await visitor.follows(title);
    await visitor.sees('Karin Ås vill visa texten');
    await visitor.checksThePage('public text, waits for somebody to agree');
    await visitor.presses('Godkänn och visa');
    await visitor.follows('Öppna som alla ser det');
    await visitor.seesHeading(title);
    await visitor.follows('V6-samverkan');
    await visitor.seesLink(title);
    await visitor.opens('/samverkan');
    await visitor.follows('V6-samverkan');
    await visitor.follows('Publik sida och projektlogg');
    await visitor.follows(title);
    await visitor.presses('Ta ned genast');
    await visitor.sees('Ingen utanför ser den längre.');
    await visitor.checksThePage('public text, taken down');
    await visitor.opens('/oppet/v6-samverkan');
    await visitor.seesNot(title);
  }),
];
