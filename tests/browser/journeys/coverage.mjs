// From a need to what solutions cover of it: read, compare, answer, take back.

import { journey } from '../journey.mjs';

const NEED = 'Nycklar i hemtjänsten gör att besök blir sena';
const EVIDENCE = 'Den som har nyckeln märker inte att ett besök uteblir.';

export default [
  journey('A coordinator compares two solutions and says what one of them covers', { as: 'karin.as@essunga.example' }, async (visitor) => {
    await visitor.opens('/behov?q=nycklar');
    await visitor.follows(NEED);
    await visitor.sees('4 av 5 delbehov');
    await visitor.sees('Saknas: Följa planeringen');
    await visitor.ticks('Jämför Digitala lås i hemtjänsten');
    await visitor.ticks('Jämför Nyckelansvarig per arbetspass');
    await visitor.presses('Jämför de valda');
    await visitor.isAt(/^\/losningar\/jamfor\?/);
    await visitor.seesHeading('Jämför lösningar');
    await visitor.sees('Nattpatrullen i Lidköping använder låsen varje natt.');
    await visitor.sees('Sara Hedin, Lidköping');
    await visitor.follows(/^Okänt.*Varna när ett besök uteblir$/);
    await visitor.seesHeading('Vad Nyckelansvarig per arbetspass täcker');
    const fourth = visitor.playwright.locator('#delbehov-4');
    await fourth.locator('summary', { hasText: 'Säg vad som gäller' }).click();
    await fourth.getByLabel('Täcker inte').check();
    await fourth.getByLabel('En kommun som använder den säger det').check();
    await fourth.getByLabel('Vad visar det?').fill(EVIDENCE);
    await fourth.getByRole('button', { name: 'Spara svaret' }).click();
    await visitor.isAt(/nytt=sparat/);
    await visitor.sees('Svaret är sparat.');
    await visitor.sees('Karin Ås, Essunga');
    await visitor.sees('Saknas: Varna när ett besök uteblir');
    await visitor.checksThePage('coverage, just answered');
    await fourth.locator('summary', { hasText: 'Ändra svaret' }).click();
    await fourth.getByRole('button', { name: 'Ta bort svaret' }).click();
    await visitor.isAt(/nytt=borttaget/);
    await visitor.sees('Svaret är borttaget.');
    await visitor.seesNot('Saknas: Varna när ett besök uteblir');
  }),
];
