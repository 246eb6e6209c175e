// The words that journeys are written in: `visitor.opens('/')`, `visitor.writes('Vad behöver ni?', '…')`,
// `visitor.sees('…')`. Things are found as a person finds them, by label and role, never by class or id.
// Deliberately not here: the journeys themselves (journeys/).

import { writeFile } from 'node:fs/promises';
import { inspect, LOOKS, NARROWEST, takeLook } from './inspect.mjs';
import { settled, signIn } from './visitor.mjs';

const LIMIT_MS = 8_000;

// `script`: 'on', 'off' or 'both'; everything that matters should work with both.
// `as`: address of a person in demo/persons.json, or left out.
export function journey(name, { script = 'both', as = null, language = 'sv' }, steps) {
  return { name, scripts: script === 'both' ? [true, false] : [script === 'on'], as, language, steps };
}

export class Visitor {
  constructor({ page, script, language, reviewed, results, mailFolder }) {
    Object.assign(this, { page, script, language, reviewed, results, mailFolder });
  }

  async opens(path, status = 200) {
    const response = await this.page.goto(path);
    if (response.status() !== status) throw new Error(`${path} was answered ${response.status()}, not ${status}`);
  }

  async signsInAs(person) {
    await signIn(this.page, person);
  }

  async writes(label, text) {
    await this.#field(label).fill(text);
  }

  async chooses(label, option) {
    await this.#field(label).selectOption({ label: option });
  }

  async ticks(label) {
    await this.#field(label).check();
  }

  // A button, by what it says, whole or in part.
  async presses(name) {
    await this.#acts(() => this.page.getByRole('button', { name }).first().click());
  }

  async follows(name) {
    await this.#acts(() => this.page.getByRole('link', { name }).first().click());
  }

  async unfolds(name) {
    await this.page.locator('summary', { hasText: name }).first().click();
  }

  // Something said anywhere on the page, by a string or a pattern.
  async sees(text) {
    await this.#wait(this.page.getByText(text).filter({ visible: true }).first(), 'visible', `sees ${text}`);
  }

  async seesNot(text) {
    await settled(this.page);
    const count = await this.page.getByText(text).filter({ visible: true }).count();
    if (count > 0) throw new Error(`should not see ${text}, but does`);
  }

  async seesHeading(name) {
    await this.#wait(this.page.getByRole('heading', { name }).first(), 'visible', `sees the heading ${name}`);
  }

  async seesLink(name) {
    await this.#wait(this.page.getByRole('link', { name }).first(), 'visible', `sees the link ${name}`);
  }

  async seesInField(label, text) {
    const value = await this.#field(label).inputValue();
    if (value !== text) throw new Error(`the field ${label} holds "${value}", not "${text}"`);
  }

  // The path, by a string or a pattern; a string with a question mark is held against the query as well.
  async isAt(expected) {
    const fits = (url) => {
      if (expected instanceof RegExp) return expected.test(url.pathname + url.search);
      return (expected.includes('?') ? url.pathname + url.search : url.pathname) === expected;
    };
    await this.page.waitForURL(fits, { timeout: LIMIT_MS }).catch(() => {
      throw new Error(`is at ${this.page.url()}, not ${expected}`);
    });
  }

  // With the keyboard only, from where the focus is. Fails when Tab does not lead there within 100 stops.
  async tabsTo(name) {
    const seen = [];
    for (let stop = 0; stop < 100; stop += 1) {
      await this.page.keyboard.press('Tab');
      const focused = this.page.locator(':focus');
      if ((await focused.count()) === 0) continue;
      const said = await focused.evaluate((element) => {
        const labels = [...(element.labels ?? [])].map((label) => label.textContent);
        const texts = [element.getAttribute('aria-label'), ...labels, element.textContent, element.title];
        return texts.filter(Boolean).join(' ').replace(/\s+/g, ' ').trim();
      });
      if (said.includes(name)) return;
      seen.push(said.slice(0, 30));
    }
    throw new Error(`Tab does not lead to "${name}"; it passed ${seen.slice(0, 40).join(' | ')}`);
  }

  async types(text) {
    await this.page.keyboard.type(text);
  }

  // A key as Playwright names it: 'Enter', 'Space', 'Control+Enter'.
  async hits(key) {
    await this.#acts(() => this.page.keyboard.press(key));
  }

  // Asks of the page as it stands what is asked of the pages in pages.mjs, and saves its HTML and picture.
  async checksThePage(name) {
    const faults = [];
    for (const look of [...LOOKS, NARROWEST]) {
      await takeLook(this.page, look);
      const { language, reviewed, script } = this;
      const found = await inspect(this.page, { name, language, reviewed, script });
      faults.push(...found.map((fault) => `${look.scheme} ${look.width}: ${fault}`));
    }
    await takeLook(this.page, { scheme: 'light', width: 1280 });
    await this.page.screenshot({ path: `${this.results}/pages/${slug(name)}.png`, fullPage: true });
    await writeFile(`${this.results}/html/${slug(name)}.after.html`, await this.page.content());
    if (faults.length > 0) throw new Error(`${name}:\n${faults.join('\n')}`);
  }

  // What the words above cannot say is said to Playwright directly.
  get playwright() {
    return this.page;
  }

  #field(label) {
    return this.page.getByLabel(label).first();
  }

  // Does `act` and waits until what it set off has come to rest: a new page, a swap by htmx, or nothing.
  async #acts(act) {
    let arrived = null;
    const follow = (request) => {
      if (request.isNavigationRequest()) arrived ??= this.page.waitForEvent('framenavigated');
    };
    this.page.on('request', follow);
    await act();
    // The browser says nothing when an act sets off nothing, so it is given a moment to begin.
    await this.page.waitForTimeout(100);
    this.page.off('request', follow);
    await arrived;
    await settled(this.page);
  }

  async #wait(locator, state, what) {
    await locator.waitFor({ state, timeout: LIMIT_MS }).catch(async () => {
      const text = (await this.page.locator('body').innerText()).replace(/\s+/g, ' ').slice(0, 600);
      throw new Error(`never ${what}\n    at ${this.page.url()}, which says: ${text}`);
    });
  }
}

export function slug(name) {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
