// Learning: a result of self-assessment leads from where we stand to a need, and a method is written, changed and found where it belongs.

import { journey } from '../journey.mjs';

export default [
  journey('A coordinator reads where they stand and makes a need of the suggestion', { as: 'karin.as@essunga.example' }, async (visitor) => {
    await visitor.opens('/mognad?lage=closed&kommun=Essunga');
    await visitor.follows('I höst');
    await visitor.sees('Fältet är medianen');
    await visitor.follows('Ledning och styrning');
    await visitor.sees('Nästa steg härifrån');
    await visitor.checksThePage('maturity, a dimension');
    await visitor.presses('Gör ett behov av förslaget');
    await visitor.isAt(/^\/behov\/B-\d{4}-\d{4}\/andra$/);
  }),

  journey('A colleague answers a round that is open', { as: 'amina.yusuf@lidkoping.example' }, async (visitor) => {
    await visitor.opens('/mognad?lage=open');
    await visitor.follows('Efter portföljen');
    await visitor.sees('Resultatet visas när omgången är stängd');
    await visitor.follows(/Svara|Ändra dina svar/);
    await visitor.presses('Spara svaren');
  }),
];
