// Finding something whose name one knows: by a key from anywhere, narrowed by type and organisation, and aloud while typing.

import { journey } from '../journey.mjs';

const MEMBER = { as: 'anna.lind@essunga.example' };

const focusIsIn = async (visitor, label) => {
  const focused = await visitor.playwright.getByLabel(label).first().evaluate((field) => field === document.activeElement);
  if (!focused) throw new Error(`the focus is not in ${label}`);
};

const status = (visitor) => visitor.playwright.locator('#lista [role=status]').first();

export default [
  journey('The search opens with a key from any page and closes with another', { ...MEMBER, script: 'on' }, async (visitor) => {
    for (const path of ['/', '/behov', '/om']) {
      await visitor.opens(path);
      await visitor.hits('Escape');
      await visitor.playwright.evaluate(() => document.activeElement?.blur());
      await visitor.hits('/');
      await focusIsIn(visitor, 'Vad letar du efter?');
      await visitor.hits('Escape');
      await visitor.seesNot('Vad letar du efter?');
    }
    // In a field the key is a character.
    await visitor.opens('/');
    await visitor.writes('Vad behöver ni?', 'dag');
    await visitor.playwright.getByLabel('Vad behöver ni?').first().focus();
    await visitor.hits('End');
    await visitor.hits('/');
    await visitor.seesInField('Vad behöver ni?', 'dag/');
    await visitor.opens('/om');
    await visitor.hits('/');
    await visitor.types('nyck');
    await visitor.hits('Enter');
    await visitor.isAt('/sok?q=nyck');
    await visitor.playwright.evaluate(() => document.activeElement?.blur());
    await visitor.hits('/');
    await focusIsIn(visitor, 'Sök bland allt i Brygga');
  }),

  journey('What is found is told while one types', { ...MEMBER, script: 'on' }, async (visitor) => {
    await visitor.opens('/sok');
    await visitor.playwright.getByLabel('Sök bland allt i Brygga').first().pressSequentially('nyck');
    await status(visitor).getByText(/träff/).waitFor();
    const before = await status(visitor).innerText();
    await visitor.isAt('/sok?q=nyck');
    await visitor.playwright.getByLabel('Sök bland allt i Brygga').first().pressSequentially('elqqq');
    await visitor.sees('Inget med orden nyckelqqq');
    if ((await status(visitor).innerText()) === before) throw new Error('nothing new was announced');
    await focusIsIn(visitor, 'Sök bland allt i Brygga');
  }),

  journey('The search is narrowed by type and organisation, and widened again', MEMBER, async (visitor) => {
    await visitor.opens('/om');
    await visitor.unfolds('Sök');
    await visitor.writes('Vad letar du efter?', 'nyck');
    await visitor.presses('Sök');
    await visitor.isAt('/sok?q=nyck');
    await visitor.seesHeading('Typ');
    await visitor.follows(/^Lösningar \d/);
    await visitor.isAt('/sok?q=nyck&typ=losningar');
    await visitor.sees('Typ: Lösningar');
    await visitor.seesLink('Visa i listan');
    await visitor.follows('Typ: Lösningar');
    await visitor.isAt('/sok?q=nyck');
    await visitor.playwright.getByRole('navigation', { name: 'Organisation' }).getByRole('link').first().click();
    await visitor.isAt(/^\/sok\?q=nyck&organisation=/);
    await visitor.sees(/^Organisation: /);
    await visitor.checksThePage('search, of one organisation');
  }),
];
