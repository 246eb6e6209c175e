// A solution that is written for one's own, shared with those who are named, and taken back at once.

import { journey } from '../journey.mjs';

const KEEPER = 'karin.as@essunga.example';

function shares(script, word) {
  return journey(`A solution is shared with those who are named, and undone, script ${script}`, { as: KEEPER, script }, async (visitor) => {
    await visitor.opens('/losningar/ny');
    await visitor.playwright.getByLabel('Namn', { exact: true }).fill(`Nyckelskåpet ${word}`);
    await visitor.presses('Spara lösningen');
    await visitor.seesHeading('De här kommer att läsa lösningen');
    await visitor.sees('Än så länge läser bara er egen organisation det.');
    await visitor.checksThePage(`solution, new, who will read it, script ${script}`);
    await visitor.presses(/Dela med \d+ organisationer/);
    await visitor.seesHeading(`Nyckelskåpet ${word}`);
    await visitor.sees('Delningen är ändrad.');
    await visitor.checksThePage(`solution, just shared, script ${script}`);
    await visitor.presses('Ångra');
    await visitor.sees('Delningen är ångrad.');
  });
}

export default [shares('on', 'ett'), shares('off', 'två')];
