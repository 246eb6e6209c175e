// Coming back: a list is narrowed where the filters say how many each choice leaves, kept as a view for the whole organisation, and found
// there by a colleague; a solution is kept at hand.

import { journey } from '../journey.mjs';

async function choices(visitor, id) {
  return visitor.playwright.locator(`#${id} option`).allTextContents();
}

export default [
  journey('A coordinator narrows the list and keeps it as a view that her colleagues see', { as: 'karin.as@essunga.example' }, async (visitor) => {
    const page = visitor.playwright;
    const name = visitor.script ? 'Sensorer att följa' : 'Sensorer att bevaka';
    await visitor.opens('/losningar');
    const before = await choices(visitor, 'slag');
    const sensor = before.find((label) => label.startsWith('Sensor ('));
    if (!sensor) throw new Error(`no count beside the kinds: ${before.join(', ')}`);
    await visitor.opens('/losningar?slag=sensor');
    const rows = await page.locator('#lista tbody tr').count();
    if (sensor !== `Sensor (${rows})`) throw new Error(`${sensor} leaves ${rows}`);
    await visitor.unfolds('Spara vyn');
    await visitor.presses('Spara vyn');
    await visitor.sees('Vyn sparar filter och ordning, inte raderna.');
    await visitor.writes(/^Namn på vyn/, name);
    await visitor.ticks('Visa vyn för alla i min organisation');
    await visitor.presses('Spara vyn');
    await visitor.isAt('/losningar?slag=sensor');
    await visitor.seesLink(name);
    await visitor.signsInAs('anna.lind@essunga.example');
    await visitor.opens('/losningar');
    await visitor.follows(name);
    await visitor.isAt('/losningar?slag=sensor');
    await visitor.checksThePage('solutions, in a saved view');
    await visitor.signsInAs('karin.as@essunga.example');
    await visitor.opens('/vyer');
    await visitor.checksThePage('saved views');
    await visitor.presses(new RegExp(`^Lägg undan ${name}`));
    await visitor.seesHeading('Undanlagda vyer');
    await visitor.presses(new RegExp(`^Ta tillbaka ${name}`));
    await visitor.seesLink(name);
    await visitor.presses(new RegExp(`^Lägg undan ${name}`));
  }),

  journey('A filter that is chosen changes the counts of the others at once', { as: 'karin.as@essunga.example', script: 'on' }, async (visitor) => {
    const page = visitor.playwright;
    await visitor.opens('/losningar');
    const before = await choices(visitor, 'anvands-av');
    const kind = (await choices(visitor, 'slag')).find((label) => label.startsWith('Sensor ('));
    await visitor.chooses('Slag', kind);
    await visitor.sees('Slag: Sensor');
    const after = await choices(visitor, 'anvands-av');
    if (before.join() === after.join()) throw new Error(`the counts stand still: ${after.join(', ')}`);
    const kept = await page.locator('#slag').inputValue();
    if (kept !== 'sensor') throw new Error(`the choice is gone: ${kept}`);
  }),

  journey('A writer keeps a solution at hand and lets go of it', { as: 'anna.lind@essunga.example' }, async (visitor) => {
    await visitor.opens('/losningar?favoriter=ja');
    await visitor.seesHeading(/^Inga lösningar med filtret/);
    await visitor.opens('/losningar?q=digitala+l%C3%A5s');
    await visitor.follows(/^Digitala lås/);
    await visitor.presses('Spara som favorit');
    await visitor.opens('/losningar');
    await visitor.follows('Mina favoriter');
    await visitor.seesLink(/^Digitala lås/);
    await visitor.follows(/^Digitala lås/);
    await visitor.presses('Ta bort från favoriter');
    await visitor.opens('/losningar?favoriter=ja');
    await visitor.seesHeading(/^Inga lösningar med filtret/);
  }),
];
