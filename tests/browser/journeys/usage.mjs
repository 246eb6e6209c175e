// Who uses what: a grid filled in with the keyboard alone, with a script and without, and what the member answers.

import { journey } from '../journey.mjs';

const KEEPER = 'niklas.strand@goliska-it.example';

// The cells of a column.
const cell = (page, organisation) => page.getByRole('combobox', { name: new RegExp(`, ${organisation}$`) });

export default [
  journey('The grid is filled in with the arrow keys, and says how much is changed', { as: KEEPER, script: 'on' }, async (visitor) => {
    await visitor.opens('/losningar/rutnat?q=f%C3%B6retagare');
    const page = visitor.playwright;
    await page.getByText('Inget är ändrat.').waitFor();
    await page.getByText(/^Pilarna flyttar/).waitFor();
    await cell(page, 'Göliska IT').first().focus();
    await visitor.hits('ArrowRight');
    await visitor.hits('ArrowRight');
    await visitor.hits('ArrowLeft');
    const at = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
    if (!at.endsWith(', Essunga')) throw new Error(`the arrows led to ${at}`);
    const before = await page.evaluate(() => document.activeElement.value);
    await page.keyboard.type('Planerad');
    const after = await page.evaluate(() => document.activeElement.value);
    if (before === after || after !== 'planned') throw new Error(`the letters chose ${after}`);
    await page.getByText('En ruta är ändrad.').waitFor();
    await visitor.tabsTo('Spara ändringarna');
    await visitor.hits('Enter');
    await visitor.sees('En ruta är sparad.');
    await visitor.checksThePage('usage grid, saved');
  }),

  journey('The grid is filled in without a script, with the keyboard alone', { as: KEEPER, script: 'off' }, async (visitor) => {
    await visitor.opens('/losningar/rutnat?q=l%C3%A4splatta');
    const page = visitor.playwright;
    await visitor.tabsTo('Läsplatta för förtroendevalda, Essunga');
    await page.keyboard.type('Pilot');
    await visitor.tabsTo('Spara ändringarna');
    await visitor.hits('Enter');
    await visitor.sees('En ruta är sparad.');
  }),

  journey('A member confirms what was registered, and answers a proposal', { as: 'karin.as@essunga.example', script: 'off' }, async (visitor) => {
    await visitor.opens('/losningar/anvandning');
    const page = visitor.playwright;
    await visitor.sees('Registrerad av Göliska IT, väntar på att Essunga bekräftar');
    await page.getByRole('checkbox', { name: 'Välj Trygghetslarm i ordinärt boende' }).check();
    await page.getByRole('checkbox', { name: 'Välj Gemensamt bibliotekssystem' }).check();
    await visitor.presses('Bekräfta de valda');
    await visitor.sees('Två rader är bekräftade.');
    await page.getByRole('button', { name: 'Det stämmer', exact: true }).first().click();
    await visitor.isAt(/^\/losningar\/L-\d{4}-\d{4}/);
    await visitor.sees('Bekräftad i dag av Karin Ås');
  }),
];
