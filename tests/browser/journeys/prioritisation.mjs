// A round of prioritisation: an assessor scores every case alone, is done, and sees what the others have said.

import { journey } from '../journey.mjs';

export default journey(
  'An assessor scores alone, is done, and sees what the round comes to so far',
  { as: 'karin.as@essunga.example', script: 'off' },
  async (visitor) => {
    const page = visitor.playwright;
    await visitor.opens('/prioritering');
    await visitor.follows('Vintern 2027');
    await visitor.sees('Poängen visas när du är klar');
    await visitor.checksThePage('round, before scoring');
    await page.getByRole('link', { name: /^Poängsätt/ }).first().click();
    // Case after case, until the round is back.
    for (let at = 0; at < 3; at += 1) {
      for (const group of await page.locator('main fieldset').all()) await group.getByLabel('4', { exact: true }).check();
      await page.getByLabel(/^Varför/).first().fill('Vi har sett det hos grannen.');
      if (at === 0) await visitor.checksThePage('round, scoring a case');
      await visitor.presses('Spara och gå vidare');
    }
    await visitor.sees('Du har poängsatt allt.');
    await visitor.presses('Jag är klar');
    await visitor.sees('Tack. Din bedömning räknas');
    await visitor.sees('Ordningen är ett underlag och beslutar inget.');
    await visitor.seesLink('Hämta resultatet som CSV');
  },
);
