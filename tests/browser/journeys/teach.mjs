// What people teach: a verdict is given, seen and taken back; a word is added, and a match changes.

import { journey } from '../journey.mjs';

const NEED = 'Nycklar i hemtjänsten gör att besök blir sena';

export default [
  journey('A verdict is given, seen by others, proposed as a typical need and taken back', { as: 'anna.lind@essunga.example' }, async (visitor) => {
    await visitor.opens('/behov?q=Nycklar');
    await visitor.follows(NEED);
    const page = visitor.playwright;
    const first = page.locator('.match').first();
    await first.getByRole('button', { name: 'Passar', exact: true }).click();
    await page.locator('.match [aria-pressed=true]').first().waitFor();
    await visitor.sees('Anna Lind, Essunga: passar');
    await visitor.checksThePage('need, with a verdict of mine');
    await page.getByRole('link', { name: /^Föreslå som typiskt behov/ }).first().click();
    await visitor.seesHeading(/^Föreslå ett typiskt behov för/);
    await visitor.checksThePage('need, propose a typical need');
    await visitor.presses('Skicka förslaget');
    await visitor.isAt(/^\/behov\/B-\d{4}-\d{4,}/);
    await page.locator('.match [aria-pressed=true]').first().click();
    await page.locator('.match [aria-pressed=true]').first().waitFor({ state: 'detached' });
  }),

  journey('A coordinator adds words, and what somebody writes finds more', { as: 'karin.as@essunga.example', script: 'off' }, async (visitor) => {
    const asked = '/matchning?text=' + encodeURIComponent('Vi behöver fler zibbelkrux till de äldre som bor hemma och ramlar.');
    await visitor.opens(asked);
    const page = visitor.playwright;
    const before = await page.locator('.reasons li').filter({ hasText: /zibbelkrux.*betyder ungefär samma sak/s }).count();
    if (before !== 0) throw new Error('the word is known already');
    await visitor.opens('/ordlista');
    await visitor.follows('Lägg till ord');
    await visitor.writes('Ord', 'zibbelkrux\ntrygghetslarm');
    await visitor.presses('Spara orden');
    await visitor.sees('Karin Ås, Essunga, lade till orden.');
    await visitor.opens(asked);
    await visitor.seesLink('Trygghetslarm i ordinärt boende');
    await page.locator('.match').filter({ hasText: 'Trygghetslarm i ordinärt boende' }).locator('.reasons li').filter({ hasText: /zibbelkrux.*betyder ungefär samma sak/s }).waitFor({ state: 'attached' });
    await visitor.opens('/ordlista?q=zibbelkrux');
    await visitor.follows(/^zibbelkrux/);
    await visitor.presses('Ta ur bruk');
    await visitor.sees('Ur bruk');
  }),
];
