// Signing in at the municipality's identity provider: an administrator says what a group is, and a colleague who has never
// been here comes in with the role, or changes her mind on the way.

import { journey } from '../journey.mjs';
import { PROVIDER_NAME } from '../provider.mjs';

const signIn = new RegExp(`Logga in med ${PROVIDER_NAME}`);

export default journey(
  'A colleague comes in by the identity provider',
  { as: 'petra.vik@goliska-it.example' },
  async (visitor) => {
    const page = visitor.playwright;
    const colleague = visitor.script ? 'moa' : 'siv';
    await visitor.opens(`/organisationer/${encodeURIComponent('Göliska IT')}/personer`);
    await visitor.follows('Grupper och roller');
    await page.getByRole('textbox', { name: 'Grupp' }).fill('medarbetare');
    await page.getByRole('combobox', { name: 'Roll' }).selectOption({ label: 'Behovslämnare' });
    await visitor.presses('Lägg till');
    await visitor.sees('medarbetare');
    await visitor.checksThePage(`groups with a row, script ${visitor.script ? 'on' : 'off'}`);
    await page.context().clearCookies();

    await visitor.opens('/logga-in?till=/behov');
    await visitor.presses(signIn);
    await page.getByText('Cancel').click();
    await visitor.isAt('/logga-in/svar');
    await visitor.sees('Svaret från kommunens inloggning gick inte att bekräfta');

    await visitor.opens('/logga-in?till=/behov');
    await visitor.presses(signIn);
    await page.locator('[name=login]').fill(colleague);
    await page.locator('[name=password]').fill('vad som helst');
    await page.locator('[type=submit]').first().click();
    await page.locator('[type=submit]').first().click();
    await visitor.isAt('/behov');
    await visitor.sees('Göliska IT');
    await visitor.opens('/konto');
    await visitor.seesHeading(new RegExp(`${colleague} Berg`, 'i'));
    await visitor.sees('Du kan logga in med');
    await visitor.sees('Behovslämnare');
  },
);
