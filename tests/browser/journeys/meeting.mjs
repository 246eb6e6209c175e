// A meeting of a forum: attendance, one matter at a time, a look before the decision, and minutes that another confirms.

import { journey } from '../journey.mjs';

export default journey(
  'A forum meets, puts one matter off and decides another by vote',
  { as: 'sara.hedin@lidkoping.example', script: 'off' },
  async (visitor) => {
    const page = visitor.playwright;
    await visitor.opens('/forum');
    await visitor.follows('Digitaliseringsforum');
    await page.getByRole('link', { name: /^Möte/ }).first().click();
    await visitor.sees('Skriv upp vilka som är med och öppna mötet.');
    for (const box of await page.locator('[name=there]').all()) await box.check();
    await visitor.presses('Spara närvaron');
    await visitor.presses('Öppna mötet');
    await visitor.sees('Mötet är öppnat.');
    await visitor.follows('Ta upp nästa punkt');
    await visitor.checksThePage('meeting, a matter, under way');
    await page.getByLabel('Skäl, eller vad som sades').fill('Vi väntar på den nya beräkningen.');
    await visitor.presses('Skjut upp');
    await visitor.sees('Det är infört i protokollet.');
    // The second matter: a vote that is lost keeps what was written, one that is won is looked at first.
    await page.locator('[name=course]').first().check();
    await page.getByLabel('Skäl, eller vad som sades').fill('Barn och personal vinner tid varje dag.');
    await page.getByLabel('Ni röstar').check();
    const voters = await page.locator('[data-votes] fieldset').all();
    for (const voter of voters) await voter.getByLabel('Nej', { exact: true }).check();
    await visitor.presses('Granska beslutet');
    await visitor.sees('Fler röstar mot förslaget än för det');
    await visitor.checksThePage('meeting, a vote that is lost');
    for (const voter of voters) await voter.getByLabel('Ja', { exact: true }).check();
    await visitor.presses('Granska beslutet');
    await visitor.sees('Forumet är på väg att besluta');
    await visitor.checksThePage('meeting, a look before the decision');
    await visitor.presses('Besluta');
    await visitor.sees('Barn och personal vinner tid varje dag.');
    await page.getByLabel('Vad ska göras?').fill('Föra fram beslutet.');
    await page.getByLabel('Vem gör det?').selectOption({ index: 1 });
    await page.getByLabel('Klart senast').fill('2099-01-15');
    await visitor.presses('Ge uppgiften');
    await visitor.sees('Föra fram beslutet.');
    await visitor.presses('Avsluta mötet');
    await visitor.sees('Den som skrev det kan inte göra det.');
    await visitor.follows('Protokoll');
    await visitor.sees('Protokollet är inte justerat.');
    await visitor.checksThePage('minutes, not confirmed');
  },
);
