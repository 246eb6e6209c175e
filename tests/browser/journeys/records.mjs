// What is kept and for how long: reminders that one sets, puts off and ends; everything of an organisation as an archive; and how long
// records are kept.

import { journey } from '../journey.mjs';

export default [
  journey('A writer is reminded of a need, puts it off, ends it and takes it up again', { as: 'anna.lind@essunga.example' }, async (visitor) => {
    const words = visitor.script ? 'Fråga IT om nycklarna' : 'Ring om nycklarna';
    await visitor.opens('/behov?mina=ja');
    await visitor.playwright.locator('#lista tbody a[href^="/behov/B-"]').first().click();
    await visitor.follows('Påminn mig');
    await visitor.checksThePage('reminder, on a need');
    await visitor.writes(/^Dag/, '2099-12-24');
    await visitor.writes(/^Vad vill du bli påmind om/, words);
    await visitor.presses('Spara');
    await visitor.sees('Påminnelsen är sparad.');
    await visitor.seesLink(words);
    await visitor.checksThePage('reminders, one of one’s own');
    await visitor.presses(new RegExp(`^Om en vecka.*${words}`));
    await visitor.sees('Påminnelsen kommer tillbaka om en vecka.');
    await visitor.presses(new RegExp(`^Klar.*${words}`));
    await visitor.sees('Klart.');
    await visitor.opens('/paminnelser?lage=done');
    await visitor.presses(new RegExp(`^Inte klar.*${words}`));
    await visitor.opens('/paminnelser');
    await visitor.seesLink(words);
  }),

  journey('An administrator takes out everything that the organisation has', { as: 'petra.vik@goliska-it.example' }, async (visitor) => {
    await visitor.opens('/export');
    await visitor.seesHeading(/^Export: /);
    const begin = visitor.playwright.getByRole('button', { name: 'Gör ett arkiv' });
    if (await begin.count()) await begin.click();
    // It is made meanwhile: the page is read again until it can be fetched.
    for (let time = 0; time < 100; time += 1) {
      if (await visitor.playwright.getByRole('link', { name: 'Hämta' }).count()) break;
      await visitor.opens('/export');
    }
    await visitor.seesLink('Hämta');
    await visitor.checksThePage('export, an archive to fetch');
    const address = await visitor.playwright.getByRole('link', { name: 'Hämta' }).first().getAttribute('href');
    const archive = await visitor.playwright.request.get(address);
    if (archive.status() !== 200) throw new Error(`the archive is answered ${archive.status()}`);
    const body = await archive.body();
    if (body.subarray(0, 2).toString() !== 'PK') throw new Error('what is fetched is no archive');
  }),

  journey('A steward says how long needs are kept, and reads who said so', { as: 'petra.vik@goliska-it.example' }, async (visitor) => {
    const months = visitor.script ? '30' : '36';
    await visitor.opens('/gallring');
    await visitor.follows('Gallringsregler');
    await visitor.playwright.locator('a[href="/gallring/regel?slag=need"]').first().click();
    await visitor.checksThePage('disposal, changing a rule');
    await visitor.writes(/^Månader efter avslut/, months);
    await visitor.writes(/^Varför/, 'Kommunstyrelsens plan för bevarande och gallring');
    await visitor.presses('Spara');
    await visitor.sees(`${months} månader`);
    await visitor.sees('Petra Vik');
    await visitor.checksThePage('disposal, a rule that somebody has said');
  }),
];
