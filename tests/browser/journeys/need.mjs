// From a sentence to the coordinator: a need is written, completed, sent, changed and taken back.

import { journey } from '../journey.mjs';

const TEXT = 'Vi letar efter hjälpmedel i tre förråd. Ingen vet vad som är utlånat.';

export default [
  journey('A unit manager writes a need, completes it and sends it', { as: 'anna.lind@essunga.example' }, async (visitor) => {
    await visitor.opens('/');
    await visitor.writes('Vad behöver ni?', TEXT);
    await visitor.presses('Gå vidare med behovet');
    await visitor.isAt(/^\/behov\/B-\d{4}-\d{4,}\/andra$/);
    await visitor.seesInField('Vad behöver ni?', TEXT);
    await visitor.writes('Vem berörs', 'Arbetsterapeuter och brukare');
    await visitor.writes('Ungefär hur många', 'några stycken');
    await visitor.presses('Skicka till samordnaren');
    // A number in words is told at its field, and nothing that was written is gone.
    await visitor.seesHeading('Något behöver ändras');
    await visitor.seesInField('Vem berörs', 'Arbetsterapeuter och brukare');
    await visitor.seesInField('Ungefär hur många', 'några stycken');
    await visitor.writes('Ungefär hur många', '40');
    await visitor.writes('Delbehov', 'Se var hjälpmedlet är\nVeta vem som har lånat det');
    await visitor.presses('Skicka till samordnaren');
    // Who will read it is named, and takes a second press.
    await visitor.seesHeading('De här kommer att läsa behovet när du skickar det');
    await visitor.sees('Göliska IT');
    await visitor.checksThePage('need, who will read it');
    await visitor.presses(/Skicka och dela med/);
    await visitor.isAt(/^\/behov\/B-\d{4}-\d{4,}(\?.*)?$/);
    await visitor.sees('Tack.');
    await visitor.seesHeading('Två delbehov');
    await visitor.sees('Karin Ås');
    await visitor.checksThePage('need, just sent');
    await visitor.presses('Dra tillbaka behovet');
    await visitor.sees('Tillbakadraget');
    await visitor.presses('Skicka igen');
    await visitor.presses(/Skicka och dela med/);
    await visitor.sees('Ingen har fått besked än.');
    await visitor.presses('Ångra');
    await visitor.sees('Delningen är ångrad.');
    await visitor.presses('Skicka till samordnaren');
    await visitor.presses(/Skicka och dela med/);
    await visitor.sees('Inskickat');
  }),

  journey('Somebody who is not signed in loses nothing', { script: 'off' }, async (visitor) => {
    await visitor.opens('/');
    await visitor.writes('Vad behöver ni?', TEXT);
    await visitor.presses('Logga in och gå vidare');
    await visitor.seesHeading('Logga in');
    await visitor.sees('Texten du skrev följer med');
    await visitor.checksThePage('sign in, with a text');
    await visitor.presses(/Anna Lind/);
    await visitor.isAt(/^\/behov\/B-\d{4}-\d{4,}\/andra$/);
    await visitor.seesInField('Vad behöver ni?', TEXT);
  }),

  journey('A wrong password is told without saying which part is wrong', { script: 'off' }, async (visitor) => {
    await visitor.opens('/logga-in');
    await visitor.writes('E-post', 'ingen@kommun.example');
    await visitor.writes('Lösenord', 'fel lösenord');
    await visitor.playwright.getByRole('button', { name: 'Logga in', exact: true }).click();
    await visitor.seesHeading('Det gick inte att logga in');
    await visitor.seesInField('E-post', 'ingen@kommun.example');
    await visitor.checksThePage('sign in, wrong password');
  }),

  journey('Two people change the same need, and both texts are shown', { as: 'karin.as@essunga.example', script: 'off' }, async (visitor) => {
    await visitor.opens('/behov?visa=kommun&q=nycklar');
    await visitor.follows('Nycklar i hemtjänsten gör att besök blir sena');
    await visitor.follows('Ändra behovet');
    const first = visitor.playwright;
    const second = await first.context().newPage();
    await second.goto(first.url());
    await second.getByLabel('Hur ofta').fill('Varje timme');
    await second.getByRole('button', { name: /^Spara/ }).click();
    await second.waitForURL(/\/behov\/B-\d{4}-\d{4,}(\?.*)?$/);
    await second.close();
    await visitor.writes('Hur ofta', 'Varje pass');
    await visitor.presses(/^Spara/);
    await visitor.sees('Varje timme');
    await visitor.sees('Varje pass');
    await visitor.checksThePage('need, changed by two');
  }),

  journey('Needs from a meeting are written in a row', { as: 'karin.as@essunga.example', script: 'off' }, async (visitor) => {
    await visitor.opens('/behov/mote');
    await visitor.playwright.locator('textarea').first().fill('Schemat ändras utan att någon får veta.');
    await visitor.presses(/^Spara/);
    await visitor.isAt(/^\/behov/);
    await visitor.sees('från mötet');
  }),
];
