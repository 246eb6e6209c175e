// A contract: the coordinator who keeps it enters it with rows added by a press, without JavaScript, and a neighbour sees on the solution
// what it means for their own municipality.

import { journey } from '../journey.mjs';

export default [
  journey('A coordinator enters a contract, adds a row without losing anything, and confirms it', { as: 'sara.hedin@lidkoping.example', script: 'off' }, async (visitor) => {
    const page = visitor.playwright;
    await visitor.opens('/losningar');
    await visitor.follows('Avtal');
    await visitor.sees('Digitala lås i hemtjänsten');
    await visitor.follows('Lägg in avtal');
    await visitor.writes(/^Namn eller föremål/, 'Provavtal för lås');
    await visitor.presses(/^Lägg till rad.*Tid, optioner/);
    await page.locator('#option_until-2').waitFor();
    if ((await page.getByLabel(/^Namn eller föremål/).inputValue()) !== 'Provavtal för lås') {
      throw new Error('what was written is gone');
    }
    await visitor.presses('Spara');
    await visitor.sees('Skriv leverantör eller motpart.');
    await visitor.checksThePage('contract, what is missing');
    await visitor.writes(/^Leverantör eller motpart/, 'Provlås AB (påhittat)');
    await page.locator('#solution').fill('L-2026-0001');
    await page.locator('#starts').fill('2026-01-01');
    await page.locator('#ends').fill('2099-12-31');
    await page.locator('#covered').selectOption({ label: 'Essunga' });
    await page.locator('#covered_standing').selectOption({ label: 'Får avropa' });
    await visitor.presses('Spara');
    // It is its keeper's own until the keeper has seen who else will read it.
    await visitor.sees('Det du skrev är sparat.');
    await visitor.presses(/^Dela med 8 organisationer/);
    await visitor.seesHeading('Provavtal för lås');
    await visitor.sees('Får avropa');
    await visitor.presses('Stämmer fortfarande');
    await visitor.sees('Avtalet är bekräftat i dag.');
    await visitor.checksThePage('contract, confirmed');
  }),

  journey('A coordinator in Essunga sees that the neighbour’s locks can be used after call-off, and why', { as: 'karin.as@essunga.example', script: 'off' }, async (visitor) => {
    const page = visitor.playwright;
    await visitor.opens('/losningar?q=digitala+l%C3%A5s');
    await visitor.sees('Efter avrop');
    await visitor.follows(/^Digitala lås/);
    await page.locator('.head details.usable summary').click();
    await visitor.sees('Ni omfattas inte, men de som står utanför kan avropa.');
    await visitor.sees('Lidköping behöver bekräfta det innan ni litar på det.');
    await visitor.checksThePage('solution, can we use it');
  }),
];
