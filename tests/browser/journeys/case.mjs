// From need to decision: a coordinator sees what waits on her, asks a neighbour, decides with a reason, and whoever asked
// hears of it; an administrator changes the process.

import { journey } from '../journey.mjs';

const KEYS = 'Nycklar i hemtjänsten gör att besök blir sena';
const BUNDLE = 'Nycklar och uteblivna besök i hemtjänsten';

export default [
  journey('A coordinator sees what waits, takes a decision and it stands with its reason', { as: 'karin.as@essunga.example', script: 'off' }, async (visitor) => {
    const page = visitor.playwright;
    await visitor.opens('/arenden?visa=vantar');
    await visitor.checksThePage('cases, waiting');
    await visitor.opens('/arenden?visa=kommun');
    await visitor.follows(KEYS);
    await visitor.sees('Ett annat ärende verkar göra samma sak');
    await visitor.seesLink(new RegExp(BUNDLE));
    await visitor.follows('Besluta');
    // Nothing chosen and nothing written: told at the fields, and nothing is lost.
    await visitor.presses('Granska beslutet');
    await visitor.sees('Välj vad som beslutas.');
    await page.getByLabel('Avslag').check();
    await visitor.presses('Granska beslutet');
    await visitor.sees('Skriv varför');
    await page.getByLabel('Vilande till datum').check();
    await page.getByLabel('Vilar till', { exact: true }).fill('2099-03-01');
    await visitor.writes(/^Skäl/, 'Vi väntar på svaret från Vara.');
    await visitor.presses('Granska beslutet');
    await visitor.sees('Vilar till 1 mars 2099');
    await visitor.checksThePage('case, decision to look at');
    await visitor.presses('Bekräfta beslutet');
    await visitor.sees('Beslutet är fattat.');
    await visitor.sees('Vi väntar på svaret från Vara.');
    await visitor.follows('Ta upp igen eller rätta');
    await page.getByLabel(/^Taget upp igen/).check();
    await visitor.writes(/^Skäl/, 'Vara har svarat.');
    await visitor.presses('Granska beslutet');
    await visitor.presses('Bekräfta beslutet');
    await visitor.sees('Allt som ska finnas finns');
  }),

  journey('An administrator changes the process, is told what contradicts itself, and it becomes a new version', { as: 'petra.vik@goliska-it.example' }, async (visitor) => {
    const page = visitor.playwright;
    await visitor.opens('/samverkan');
    await page.locator('main a[href^="/samverkan/"]:not([href$="/ny"])').first().click();
    await visitor.follows(/^Så går ett behov till beslut/);
    await visitor.sees('Förslag');
    await visitor.follows('Ändra processen');
    await page.locator('#s1 summary').click();
    await page.locator('#s1_days').fill('tio');
    await page.getByLabel(/^Varför processen ändras/).fill('Kortare tid för matchning.');
    await visitor.presses('Spara som ny version');
    await visitor.sees('ska vara ett antal arbetsdagar');
    await visitor.checksThePage('process, what contradicts itself');
    await page.locator('#s1_days').fill('10');
    await visitor.presses('Spara som ny version');
    await visitor.sees('Den nya versionen gäller för nya ärenden.');
    await visitor.sees('10 arbetsdagar');
    await visitor.sees('Kortare tid för matchning.');
  }),
];
