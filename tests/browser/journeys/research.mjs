// An extract for research: a researcher takes out a period and says why, fetches it, and a member reads who did.

import { journey } from '../journey.mjs';

export default [
  journey('A researcher takes out a period and all members read why', { as: 'elisabet.grane@hogskolan-skovde.example' }, async (visitor) => {
    const purpose = visitor.script ? 'Hur behov möter beslut, dagtid' : 'Hur behov möter beslut, kvällstid';
    await visitor.opens('/samverkan');
    await visitor.follows('V6-samverkan');
    await visitor.follows('Uttag för forskning');
    await visitor.follows('Nytt uttag');
    await visitor.writes(/^Första dagen/, '2026-13-01');
    await visitor.presses('Gör uttaget');
    await visitor.sees('Skriv dagen');
    await visitor.checksThePage('extract, with errors');
    await visitor.writes(/^Syfte/, purpose);
    await visitor.writes(/^Första dagen/, '2026-01-01');
    await visitor.writes(/^Sista dagen/, '2026-11-01');
    await visitor.presses('Gör uttaget');
    await visitor.seesHeading(purpose);
    await visitor.seesLink('Hämta uttaget (ZIP)');
    await visitor.checksThePage('extract');
    await visitor.signsInAs('karin.as@essunga.example');
    await visitor.opens('/forskning');
    await visitor.sees('Elisabet Grane');
    await visitor.follows(purpose);
    await visitor.sees('Vad som tas ut');
    await visitor.seesNot('Hämta uttaget');
  }),
];
