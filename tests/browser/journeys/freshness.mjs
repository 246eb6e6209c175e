// Facts that somebody answers for: a letter opened without signing in, and what the keeper of the catalogue does next.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { journey } from '../journey.mjs';

const LIMIT_MS = 60_000;

// The address that the letter to this person carries, as soon as it has gone.
async function letterTo(folder, email) {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    for (const name of await readdir(folder).catch(() => [])) {
      if (name.startsWith('.')) continue;
      const mail = await readFile(join(folder, name), 'latin1');
      if (!new RegExp(`^To: .*${email}`, 'm').test(mail)) continue;
      const text = /^Content-Transfer-Encoding: base64/im.test(mail)
        ? Buffer.from(mail.split(/\r?\n\r?\n/).slice(1).join(''), 'base64').toString('utf8')
        : mail.replace(/=\r?\n/g, '').replaceAll('=3D', '=');
      const found = text.match(/\/bekrafta\?kod=[0-9a-f]+/);
      if (found) return found[0];
    }
    if (Date.now() > deadline) throw new Error(`no letter to ${email} in ${folder}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

export default [
  journey('A letter is opened without signing in, and one press confirms', { script: 'off' }, async (visitor) => {
    const address = await letterTo(visitor.mailFolder, 'lena.holm@grastorp.example');
    await visitor.opens(address);
    await visitor.sees('Stämmer det fortfarande?');
    await visitor.checksThePage('letter, to confirm');
    const page = visitor.playwright;
    const waiting = await page.getByRole('button', { name: /^Stämmer / }).count();
    if (waiting === 0) throw new Error('nothing waits in the letter');
    // Mail programs fetch addresses: looking changes nothing.
    await visitor.opens(address);
    if ((await page.getByRole('button', { name: /^Stämmer / }).count()) !== waiting) throw new Error('looking changed something');
    await page.getByRole('button', { name: /^Stämmer / }).first().click();
    await page.getByText(/ är bekräftad /).first().waitFor();
    if (waiting > 1) await visitor.presses('Allt stämmer');
    await visitor.sees('Det är inget mer att bekräfta här. Tack.');
    await visitor.checksThePage('letter, confirmed');
    await visitor.opens(address);
    await visitor.sees('Det är inget mer att bekräfta här. Tack.');
  }),

  journey('The keeper does what is next with a press', { as: 'niklas.strand@goliska-it.example', script: 'off' }, async (visitor) => {
    await visitor.opens('/losningar/att-gora');
    const page = visitor.playwright;
    await visitor.sees('Att göra i katalogen');
    await page.getByRole('button', { name: /^Stämmer / }).first().click();
    await visitor.isAt(/^\/losningar\/att-gora/);
    await visitor.opens('/losningar/att-bekrafta');
    const boxes = page.getByRole('checkbox', { name: /^Välj / });
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await visitor.presses('Bekräfta de valda');
    await visitor.sees('Två rader är bekräftade.');
  }),
];
