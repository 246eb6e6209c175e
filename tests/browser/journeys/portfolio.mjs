// A portfolio: what there is, what is counted from it, and what people change by hand.

import { journey } from '../journey.mjs';

export default journey(
  'A coordinator counts what fits, sees why the rest does not, and changes the plan by hand',
  { as: 'sara.hedin@lidkoping.example', script: 'off' },
  async (visitor) => {
    const page = visitor.playwright;
    await visitor.opens('/portfolj');
    await visitor.follows('Ny portfölj');
    await page.getByLabel('Portföljen heter').fill('Prov 2027–2029');
    await visitor.presses('Börja');
    await visitor.sees('Skriv nu vad varje organisation har.');
    await visitor.sees('Utan gränser ryms allt.');
    await visitor.follows('Vad vi har');
    const skara = page.getByRole('group', { name: /^Pengar, i kronor.*Skara$/ });
    await skara.getByLabel(/^2027/).fill('två hundra');
    await visitor.presses('Spara');
    await visitor.sees('Skara: skriv beloppet som ett tal');
    await skara.getByLabel(/^2027/).fill('100 000');
    await skara.getByLabel(/^2028/).fill('100 000');
    await skara.getByLabel(/^2029/).fill('100 000');
    await visitor.presses('Spara');
    await visitor.presses('Räkna fram ett förslag');
    await visitor.sees('Förslaget är räknat och är planen nu.');
    await visitor.sees('Ingen annan plan ger mer under samma villkor. Det är bevisat.');
    const left = page.getByRole('region', { name: 'Utanför planen' });
    await visitor.sees('Skara: pengar 2027 räcker inte');
    await left.getByRole('link', { name: 'Ändra Öppna och boka hallar utan vaktmästare' }).click();
    await page.getByLabel('I planen', { exact: true }).selectOption('2027');
    await visitor.presses('Spara');
    await visitor.sees('Planen är ändrad för hand.');
    await visitor.sees('Det här stämmer inte');
    await visitor.checksThePage('portfolio, changed by hand');
    await visitor.seesLink('Ladda ner planen som CSV');
  },
);
