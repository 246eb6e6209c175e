// The landscape: a coordinator sees what her municipality lacks, opens a cell, and finds out whom to ask; the public sees less and is told.

import { journey } from '../journey.mjs';

export default [
  journey('A coordinator goes from the matrix to what neighbours have and back to a solution', { as: 'karin.as@essunga.example', script: 'off' }, async (visitor) => {
    const page = visitor.playwright;
    await visitor.opens('/landskap');
    await visitor.sees('organisationer har svarat.');
    const own = page.locator('td.cell.own a').first();
    const said = Number((await own.textContent()).match(/^\d+/)?.[0] ?? 0);
    await own.click();
    if (said > 0) await visitor.sees(`av`);
    const listed = await page.locator('#lista tbody tr').count();
    if (Math.min(said, 25) !== listed) throw new Error(`the cell says ${said}, its list has ${listed} rows`);
    await visitor.opens('/landskap');
    await visitor.follows('Äldreomsorg och hemsjukvård');
    await visitor.sees('Område: Äldreomsorg och hemsjukvård');
    await visitor.checksThePage('landscape, opened group');
    await visitor.follows('Luckor');
    await visitor.sees('Det grannar har och Essunga saknar');
    await visitor.follows('Vem liknar oss');
    await visitor.sees('Mest gemensamt har Essunga med');
    await visitor.follows('Överlapp');
    await visitor.sees('Samma sak med olika system');
  }),

  journey('Anybody sees the public landscape and is told what is not counted', {}, async (visitor) => {
    await visitor.opens('/landskap');
    await visitor.sees('Du ser det som är publikt');
    await visitor.follows('Luckor');
    await visitor.sees('Välj en organisation under Min organisation.');
    await visitor.sees('Om ett behov har en lösning avgörs av omdömen');
  }),
];
