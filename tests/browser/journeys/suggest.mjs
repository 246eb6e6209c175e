// From two sentences to a neighbour: a need is written, a suggested sub-need accepted, a neighbour's need joined, and
// that is undone in the same place.

import { journey } from '../journey.mjs';

const TEXT = 'Vi letar efter rullstolar i tre förråd. Vi vet inte vilka som är utlånade.';

export default [
  journey('A unit manager accepts a suggestion and joins a neighbour', { as: 'anna.lind@essunga.example' }, async (visitor) => {
    await visitor.opens('/');
    await visitor.writes('Vad behöver ni?', TEXT);
    await visitor.presses('Gå vidare med behovet');
    await visitor.isAt(/^\/behov\/B-\d{4}-\d{4,}\/andra$/);
    await visitor.seesHeading('Förslag');
    await visitor.writes('Vem berörs', 'Arbetsterapeuter');
    await visitor.presses('Vet inte vilka som är utlånade');
    await visitor.sees('Tillagt bland delbehoven');
    await visitor.seesInField('Delbehov', 'Vet inte vilka som är utlånade');
    await visitor.seesInField('Vem berörs', 'Arbetsterapeuter');
    await visitor.checksThePage('need, a suggestion accepted');
    await visitor.presses('Vi har det här också');
    await visitor.isAt(/^\/behov\/B-\d{4}-\d{4,}\/vi-ocksa$/);
    await visitor.seesInField('Hur är det hos er?', TEXT);
    await visitor.presses('Säg att vi har det också');
    await visitor.isAt(/^\/behov\/B-\d{4}-\d{4,}$/);
    await visitor.sees('Ni har också det här.');
    await visitor.sees('kommuner har det här');
    await visitor.checksThePage('need, just joined');
    await visitor.presses('Ångra');
    await visitor.seesHeading(/Har ni det också|kommuner har det här/);
    await visitor.presses('Vi har det här också');
    await visitor.seesHeading('Vi har det här också');
  }),

  journey('Nothing fits is one press, and the draft says what comes next', { as: 'anna.lind@essunga.example' }, async (visitor) => {
    await visitor.opens(`/matchning?text=${encodeURIComponent(TEXT)}`);
    await visitor.presses('Inget av detta passar');
    await visitor.isAt(/^\/behov\/B-\d{4}-\d{4,}\/andra\?inget=passar$/);
    await visitor.seesHeading('Inget av det som finns passar');
    await visitor.seesInField('Vad behöver ni?', TEXT);
    await visitor.checksThePage('need, nothing fitted');
  }),
];
