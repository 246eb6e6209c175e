// From a decided case to a measured benefit: an initiative is begun, made ready, goes live, is measured and ends with a lesson.

import { journey } from '../journey.mjs';

export default journey(
  'A coordinator begins an initiative, makes it ready, goes live, measures and ends it with a lesson',
  { as: 'lena.holm@grastorp.example', script: 'off' },
  async (visitor) => {
    const page = visitor.playwright;
    const today = new Date(Date.now() - 1000 * 60 * 60 * 24).toISOString().slice(0, 10);
    await visitor.opens(`/arenden?q=${encodeURIComponent('Vid strömavbrottet visste ingen')}`);
    await page.getByRole('link', { name: 'Vid strömavbrottet visste ingen hur det stod till', exact: true }).click();
    await visitor.follows('Starta ett initiativ');
    await page.getByLabel('Vad initiativet heter').fill('');
    await visitor.presses('Starta ett initiativ');
    await visitor.sees('Skriv en rubrik.');
    await page.getByLabel('Vad initiativet heter').fill('Gemensam lägesbild');
    await page.getByLabel(/^Vad som ska bli annorlunda/).fill('Alla ser samma läge på en minut.');
    await visitor.presses('Starta ett initiativ');
    await visitor.sees('Initiativet är startat.');

    // What is to become better, before it begins.
    await visitor.follows('Skriv en nytta');
    await page.getByLabel('För vem').fill('krisledningen');
    await page.getByLabel('Vad som mäts').fill('Tid till samma lägesbild');
    await page.getByLabel('Enhet').fill('minuter');
    await page.getByLabel(/^Utgångsvärde/).fill('45');
    await page.getByLabel(/^Mätt dagen/).fill('2026-01-15');
    await page.getByLabel('Mål', { exact: true }).fill('45');
    await page.getByLabel('Till dagen').fill('2028-12-31');
    await visitor.presses('Spara');
    await visitor.sees('Målet är detsamma som utgångsvärdet.');
    await page.getByLabel('Mål', { exact: true }).fill('5');
    await visitor.presses('Spara');
    await visitor.sees('Nyttan är skriven.');

    // Ready, but for one thing that somebody is given to do.
    await visitor.follows('Gemensam lägesbild');
    await page.getByRole('link', { name: 'Grästorp', exact: true }).click();
    await visitor.follows('Svara på beredskapen');
    const answers = page.getByLabel('Svar', { exact: true });
    const count = await answers.count();
    for (let at = 0; at < count; at += 1) await answers.nth(at).selectOption(at === 3 ? 'partly' : 'yes');
    await visitor.presses('Spara');
    await visitor.sees('Välj vem som gör det.');
    const training = page.getByRole('group', { name: 'Utbildning' });
    await training.getByLabel('Vem').selectOption({ label: 'Ulla Berg' });
    await training.getByLabel('Klart senast').fill('2099-01-31');
    await visitor.presses('Spara');
    await visitor.sees('Boka utbildning för alla');
    await visitor.sees('Allt är besvarat.');

    await page.getByLabel('Ja, vi går i drift').check();
    await page.getByLabel('Skäl').fill('Utbildningen är bokad.');
    await visitor.presses('Spara beslutet');
    await visitor.sees('Beslutat. Tryck när det nya används.');
    await page.getByLabel('I drift sedan').fill('2099-01-01');
    await visitor.presses('Vi är i drift');
    await visitor.sees('Dagen kan inte ligga framåt i tiden.');
    await page.getByLabel('I drift sedan').fill(today);
    await visitor.presses('Vi är i drift');
    await visitor.sees('Ni är i drift.');
    await visitor.checksThePage('introduction, live');

    // Measured, and ended with what was learnt.
    await visitor.follows('Tid till samma lägesbild');
    await visitor.sees('6 månader efter driftstart');
    await visitor.follows('Mät nu');
    await page.getByLabel(/^Värde/).fill('7,5');
    await visitor.presses('Spara mätningen');
    await visitor.sees('Mätningen är sparad.');
    await visitor.sees('93 procent');
    await visitor.follows('Gemensam lägesbild');
    await visitor.follows('Avsluta initiativet');
    await visitor.sees('Skriv en lärdom först');
    await visitor.follows('Till initiativet');
    await visitor.follows('Skriv en lärdom');
    await page.getByLabel('Lärdomen i en mening').fill('Öva med skärmen innan strömmen går');
    await page.getByLabel(/^Vad som fungerade/).fill('En kvart på måndagsmötet varje vecka.');
    await visitor.presses('Spara');
    await visitor.sees('Det du skrev är sparat.');
    await visitor.presses(/^Dela med 8 organisationer/);
    await visitor.follows('Gemensam lägesbild');
    await visitor.follows('Avsluta initiativet');
    await visitor.presses('Avsluta initiativet');
    await visitor.sees('Initiativet är avslutat.');
    await visitor.opens('/uppfoljning');
    await visitor.sees('Vad det blev av mina behov');
    await visitor.sees('Tid till samma lägesbild');
    await visitor.checksThePage('follow-up, after an end');
  },
);
