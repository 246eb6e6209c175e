// Solutions from a file: reviewed, corrected, saved, and the whole import undone; with and without script.

import { journey } from '../journey.mjs';

const FILE = 'Kod;Vad;Vem säljer\n77;Cykelpool för hembesök;Trampa AB\n78;Cykelverkstad;Trampa AB\n';

function imports(script, code) {
  return journey(`A file is imported and undone, script ${script}`, { as: 'karin.as@essunga.example', script }, async (visitor) => {
    const page = visitor.playwright;
    await visitor.opens('/losningar');
    await visitor.follows('Läs in från fil');
    const file = FILE.replaceAll('\n7', `\n${code}`);
    await page.locator('#fil').setInputFiles({ name: 'cyklar.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
    await visitor.presses('Skicka filen');
    await visitor.sees('Ingen kolumn ser ut att innehålla namnet');
    await page.getByLabel('Kod', { exact: true }).selectOption('id');
    await page.getByLabel('Vad', { exact: true }).selectOption('name');
    await page.getByLabel('Vem säljer', { exact: true }).selectOption('provider');
    await visitor.presses('Ändra och granska igen');
    await visitor.sees('Cykelpool för hembesök');
    await visitor.presses('Spara 2 lösningar');
    await visitor.sees('Inläsningen är sparad.');
    await visitor.checksThePage(`import, saved, script ${script}`);
    await visitor.opens('/losningar?q=cykelpool');
    await visitor.follows('Cykelpool för hembesök');
    await visitor.checksThePage(`solution, kept, script ${script}`);
    await visitor.opens('/losningar/importera');
    await page.locator('table a').first().click();
    await visitor.follows('Ångra inläsningen');
    await visitor.seesHeading('Ångra hela inläsningen?');
    await visitor.checksThePage(`import, to undo, script ${script}`);
    await visitor.presses('Ångra inläsningen');
    await visitor.sees('Inläsningen är ångrad.');
    await visitor.opens('/losningar?q=cykelpool');
    await visitor.seesHeading(/Inga lösningar med filtret/);
  });
}

export default [imports('on', 'a'), imports('off', 'b')];
