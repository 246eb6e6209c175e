// Entries of the catalogue that are merged and parted again, and a list that goes through a spreadsheet and back.

import { journey } from '../journey.mjs';

const KEEPER = 'karin.as@essunga.example';

async function adds(visitor, name, text) {
  await visitor.opens('/losningar/ny');
  await visitor.playwright.getByLabel('Namn', { exact: true }).fill(name);
  await visitor.playwright.locator('#description').fill(text);
  await visitor.presses('Spara lösningen');
  await visitor.follows('Dela inte nu');
  await visitor.seesHeading(name);
  return new URL(visitor.playwright.url()).pathname;
}

function merges(script, word) {
  return journey(`Two entries become one and are parted again, script ${script}`, { as: KEEPER, script }, async (visitor) => {
    const page = visitor.playwright;
    const stays = await adds(visitor, `Trapphusnyckeln ${word}`, 'Öppnar trapphus med telefonen.');
    const goes = await adds(visitor, `Trapphuslåset ${word}`, 'Lås i trapphus som öppnas med telefon.');
    await visitor.opens(stays);
    await visitor.follows('Slå samman med en annan post');
    await page.locator('#med').fill(goes.split('/').at(-1));
    await visitor.presses('Sök');
    await visitor.sees('går upp i den här');
    await visitor.checksThePage(`solution, merge, preview, script ${script}`);
    await visitor.presses('Slå samman');
    await visitor.sees(`Hette tidigare Trapphuslåset ${word}`);
    await visitor.opens(goes);
    await visitor.seesHeading(`Trapphusnyckeln ${word}`);
    await visitor.checksThePage(`solution, merged, script ${script}`);
    await visitor.follows(`Skilj Trapphuslåset ${word} åt igen`);
    await visitor.checksThePage(`solution, to part, script ${script}`);
    await visitor.presses('Ångra');
    await visitor.opens(goes);
    await visitor.seesHeading(`Trapphuslåset ${word}`);
  });
}

function comesBack(script, word) {
  return journey(`A list goes through a spreadsheet and back, script ${script}`, { as: KEEPER, script }, async (visitor) => {
    const page = visitor.playwright;
    const address = await adds(visitor, `Bokningstavlan ${word}`, 'Bokar rum.');
    await visitor.opens(`/losningar?q=bokningstavlan ${word}`);
    const href = await page.getByRole('link', { name: 'att ändra, CSV' }).getAttribute('href');
    const text = await (await page.request.get(href)).text();
    await visitor.opens(`${address}/andra`);
    await page.locator('#summary').fill('Skriven av en annan.');
    await visitor.presses('Spara lösningen');
    const edited = text.replace('Bokar rum.', 'Bokar rum och bilar.').replace(`;;Bokar rum`, `;Min mening.;Bokar rum`);
    await visitor.opens('/losningar/importera');
    await page.locator('#fil').setInputFiles({ name: 'lista.csv', mimeType: 'text/csv', buffer: Buffer.from(edited) });
    await visitor.presses('Skicka filen');
    await visitor.sees('En lösning har ändrats av andra sedan du hämtade filen');
    await visitor.checksThePage(`import, conflicts, script ${script}`);
    await page.locator('#alla').selectOption('ours');
    await visitor.presses('Använd valen');
    await visitor.presses('Spara en lösning');
    await visitor.sees('Inläsningen är sparad.');
    await visitor.opens(address);
    await visitor.sees('Bokar rum och bilar.');
    await visitor.sees('Skriven av en annan.');
  });
}

export default [merges('on', 'alfa'), merges('off', 'beta'), comesBack('on', 'gamma'), comesBack('off', 'delta')];
