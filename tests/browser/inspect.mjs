// What is asked of every page, whoever visits it: accessibility, language, one heading, room on a narrow screen,
// targets large enough, focus that shows, headers that protect. Each question returns its faults as sentences.
// Deliberately not here: which pages there are (pages.mjs) and exceptions (reviewed.mjs).

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// WCAG 2.5.8 in CSS pixels, less what rounding takes.
const LEAST_TARGET = 23.5;
// Enough to pass the menu, the filters and the first rows of a list.
const MOST_TAB_STOPS = 80;

// Every way a page is looked at. `forced` is forced colours, as in the contrast themes of Windows.
export const LOOKS = ['light', 'dark', 'forced'].flatMap((scheme) =>
  [360, 1280].map((width) => ({ scheme, width })),
);
export const NARROWEST = { scheme: 'light', width: 320 };

export async function takeLook(page, { scheme, width }) {
  await page.emulateMedia({
    colorScheme: scheme === 'dark' ? 'dark' : 'light',
    forcedColors: scheme === 'forced' ? 'active' : 'none',
  });
  await page.setViewportSize({ width, height: width < 700 ? 740 : 900 });
}

// All that can be asked of the page as it stands. `name` is matched against the reviewed exceptions. Axe needs
// timers, so a page without script goes without it; the same page with script is asked.
export async function inspect(page, { name, language, reviewed, script = true }) {
  return [
    ...(await structure(page, language)),
    ...(await sidewaysScroll(page)),
    ...(await smallTargets(page)),
    ...(script ? await axe(page, name, reviewed) : []),
  ];
}

async function axe(page, name, reviewed) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(
    async (tags) => {
      const result = await globalThis.axe.run(document, {
        runOnly: { type: 'tag', values: tags },
        rules: { 'target-size': { enabled: true } },
        resultTypes: ['violations', 'incomplete'],
      });
      const flat = (rules, kind) =>
        rules.flatMap((rule) =>
          rule.nodes.map((node) => ({
            kind,
            rule: rule.id,
            help: rule.help,
            target: node.target.join(' '),
            message: [...node.any, ...node.all, ...node.none].map((check) => check.message).join(' '),
          })),
        );
      return [...flat(result.violations, 'violation'), ...flat(result.incomplete, 'incomplete')];
    },
    TAGS,
  );
  const forced = await page.evaluate(() => matchMedia('(forced-colors: active)').matches);
  return found
    .filter((fault) => !reviewed.excuses(name, { ...fault, forced }))
    .map(({ kind, rule, help, target, message }) => `axe ${kind}, ${rule}: ${help}\n    at ${target}\n    ${message}`);
}

function structure(page, language) {
  return page.evaluate((language) => {
    const faults = [];
    const { lang } = document.documentElement;
    if (lang !== language) faults.push(`lang is "${lang}", not "${language}"`);
    const headings = [...document.querySelectorAll('h1')].filter((h1) => h1.checkVisibility());
    if (headings.length !== 1) faults.push(`${headings.length} h1 instead of one`);
    if (headings.some((h1) => !h1.textContent.trim())) faults.push('the h1 is empty');
    if (!document.title.trim()) faults.push('the page has no title');
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
    for (const id of twice) faults.push(`the id "${id}" is used more than once`);
    return faults;
  }, language);
}

function sidewaysScroll(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const widest = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5)
      .map((element) => element.localName + (element.id && `#${element.id}`) + [...element.classList].map((c) => `.${c}`).join(''));
    return [`scrolls sideways: ${scrollWidth} px in ${clientWidth} px\n    because of ${widest.slice(0, 5).join(', ')}`];
  });
}

// The spacing of WCAG 1.4.12, put on by a sheet made in script, which a content security policy allows.
export async function sidewaysScrollWithTextSpacing(page) {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } ' +
        'p { margin-bottom: 2em !important }',
    );
    document.adoptedStyleSheets.push(sheet);
  });
  const faults = await sidewaysScroll(page);
  await page.evaluate(() => void document.adoptedStyleSheets.pop());
  return faults.map((fault) => `with wider text spacing it ${fault}`);
}

// Links within a sentence are exempt, as in WCAG. A tick or a radio button may be pressed on its label too.
function smallTargets(page) {
  return page.evaluate((least) => {
    const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]';
    const isInSentence = (element) => {
      if (element.localName !== 'a' || getComputedStyle(element).display !== 'inline') return false;
      let block = element.parentElement;
      while (getComputedStyle(block).display === 'inline') block = block.parentElement;
      const rest = block.cloneNode(true);
      for (const other of rest.querySelectorAll(all)) other.remove();
      return /\p{L}/u.test(rest.textContent);
    };
    const faults = [];
    for (const element of document.querySelectorAll(all)) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      let { width, height, right, bottom } = element.getBoundingClientRect();
      const isOffScreen = width <= 1 || height <= 1 || right <= 0 || bottom + scrollY <= 0;
      if (isOffScreen || isInSentence(element)) continue;
      for (const label of element.type === 'checkbox' || element.type === 'radio' ? element.labels : []) {
        const box = label.getBoundingClientRect();
        width = Math.max(width, box.width);
        height = Math.max(height, box.height);
      }
      if (Math.min(width, height) >= least) continue;
      const text = (element.textContent.trim() || element.getAttribute('aria-label') || element.name || '').slice(0, 40);
      faults.push(`target of ${Math.round(width)} × ${Math.round(height)} px, least 24 × 24: ${element.localName} "${text}"`);
    }
    return faults;
  }, LEAST_TARGET);
}

// Walks the page by Tab. Every stop must be visible and show that it has the focus, and no stop may hold it.
export async function keyboardWalk(page) {
  const faults = new Set();
  let before = null;
  for (let stop = 0; stop < MOST_TAB_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      globalThis.tabStops ??= new Map();
      const seen = globalThis.tabStops;
      const isAgain = seen.has(element);
      if (!isAgain) seen.set(element, seen.size);
      const style = getComputedStyle(element);
      const hasOutline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
      const box = element.getBoundingClientRect();
      return {
        key: seen.get(element),
        isAgain,
        name: `${element.localName} "${(element.textContent.trim() || element.name || element.id || '').slice(0, 40)}"`,
        shows: hasOutline || style.boxShadow !== 'none',
        isInView: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight,
      };
    });
    // Past the last stop the focus leaves the page or begins again.
    if (here === null || (here.isAgain && here.key !== before)) break;
    if (here.isAgain) {
      faults.add(`the focus cannot leave ${here.name} by Tab`);
      break;
    }
    if (!here.shows) faults.add(`the focus does not show on ${here.name}`);
    if (!here.isInView) faults.add(`the focus goes out of view on ${here.name}`);
    before = here.key;
  }
  if (before === null) faults.add('nothing on the page can be reached by Tab');
  return [...faults];
}

// The headers that every document carries. `isSignedIn`: such a page may not be kept by any cache.
export function headerFaults(headers, { isSignedIn }) {
  const faults = [];
  const policy = Object.fromEntries(
    (headers['content-security-policy'] ?? '')
      .split(';')
      .map((part) => part.trim().split(/\s+/))
      .map(([name, ...values]) => [name, values.join(' ')]),
  );
  if (policy['default-src'] !== "'none'") faults.push("the content security policy lacks default-src 'none'");
  for (const name of ['form-action', 'frame-ancestors', 'base-uri']) {
    if (!(name in policy)) faults.push(`the content security policy lacks ${name}`);
  }
  if (Object.values(policy).some((value) => /unsafe-|\*|https?:(\s|$)/.test(value))) {
    faults.push(`the content security policy is too wide: ${headers['content-security-policy']}`);
  }
  const wanted = {
    'x-content-type-options': /^nosniff$/,
    'referrer-policy': /^(no-referrer|same-origin|strict-origin-when-cross-origin|strict-origin)$/,
    'cross-origin-opener-policy': /^same-origin$/,
    'cross-origin-resource-policy': /^same-origin$/,
    'content-type': /^text\/html; charset=utf-8$/i,
  };
  if (isSignedIn) wanted['cache-control'] = /no-store/;
  for (const [name, pattern] of Object.entries(wanted)) {
    if (!pattern.test(headers[name] ?? '')) faults.push(`header ${name} is ${headers[name] ?? 'missing'}`);
  }
  return faults;
}

// On paper: the heading stands, menus and buttons do not.
export async function printFaults(page) {
  await page.emulateMedia({ media: 'print', colorScheme: 'light', forcedColors: 'none' });
  const faults = await page.evaluate(() => {
    const faults = [];
    if (!document.querySelector('h1')?.checkVisibility()) faults.push('in print the h1 is gone');
    for (const element of document.querySelectorAll('nav, button')) {
      if (!element.checkVisibility()) continue;
      const text = element.textContent.trim().replace(/\s+/g, ' ').slice(0, 40);
      faults.push(`in print ${element.localName} "${text}" is still there`);
    }
    return faults;
  });
  await page.emulateMedia({ media: 'screen' });
  return faults;
}
