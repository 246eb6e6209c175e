// Who sits at the browser: Chromium itself, signing in as a person of the demo, choosing a language, and an ear
// for what the browser complains about. Deliberately not here: what is asked of a page (inspect.mjs).

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function launchBrowser() {
  const executablePath = CANDIDATES.find((path) => existsSync(path));
  if (!executablePath) throw new Error(`No browser found; looked for ${CANDIDATES.join(', ')}`);
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

// A fresh visitor: an own context with its own cookies, already signed in and in the wanted language.
export async function newVisitor(browser, server, { as = null, language = 'sv', script = true } = {}) {
  const context = await browser.newContext({
    baseURL: server.origin,
    locale: 'sv-SE',
    timezoneId: 'Europe/Stockholm',
    javaScriptEnabled: script,
    viewport: { width: 1280, height: 900 },
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints = listen(page, server.origin, server.provider?.issuer);
  if (as) await signIn(page, as);
  if (language !== 'sv') await chooseLanguage(page, language);
  return { context, page, complaints };
}

// `person` is the address of somebody in demo/persons.json. The form is sent as a browser would send it, so that
// the cookie and the check of where the request comes from are the real ones.
export async function signIn(page, person) {
  await page.goto('/logga-in');
  await sendForm(page, '/logga-in/exempel', person);
}

export async function chooseLanguage(page, language) {
  await page.goto(`/sprak/${language}`);
}

// Sends the form with `action` that holds `value`, in a button or in a field. It is sent through the form and
// not by a press, since the menu around it may be folded; that it can be unfolded and pressed is for a journey.
async function sendForm(page, action, value) {
  const answer = await sending(page, async () => {
    const isFound = await page.evaluate(
      ([action, value]) => {
        for (const form of document.querySelectorAll(`form[action^="${action}"]`)) {
          const holder = form.querySelector(`[value="${value}"]`);
          if (!holder) continue;
          if (holder.type === 'radio') holder.checked = true;
          if (holder.localName === 'option') holder.selected = true;
          form.requestSubmit(holder.type === 'submit' ? holder : undefined);
          return true;
        }
        return false;
      },
      [action, value],
    );
    if (!isFound) throw new Error(`${page.url()} has no form to ${action} that can send "${value}"`);
  });
  if (answer.status() >= 400) throw new Error(`${action} answered ${answer.status()} to "${value}"`);
}

// Does `act`, which sends a form, and waits until the answer stands on the page: the page that the browser was
// sent on to, or the part that a script put in. Gives the first answer.
export async function sending(page, act) {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  const arrived = page.waitForEvent('framenavigated');
  for (const promise of [answer, arrived]) promise.catch(() => {});
  await act();
  const response = await answer;
  if (response.request().isNavigationRequest()) await arrived;
  await settled(page);
  return response;
}

// Collects what no page may cause: errors in the console (breaches of the content security policy among them),
// exceptions, missing files, and requests to anybody but us and the identity provider, whose pages are its own. A page's own status is judged by whoever asked.
function listen(page, origin, provider) {
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    if (/^Failed to load resource: the server responded/.test(message.text())) return;
    if (provider && page.url().startsWith(provider)) return;
    complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`script error: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (provider && (url.startsWith(`${provider}/`) || request.frame().url().startsWith(provider))) return;
    if (!url.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(url)) {
      complaints.push(`asks another server: ${url}`);
    }
  });
  page.on('response', (response) => {
    const status = response.status();
    // A form sent by script may come back with what is wrong in it.
    const isAnswerToForm = status === 422 && response.request().resourceType() === 'fetch';
    if (provider && response.url().startsWith(`${provider}/`)) return;
    if (status >= 400 && !response.request().isNavigationRequest() && !isAnswerToForm) {
      complaints.push(`${status} for ${response.url().slice(origin.length)}`);
    }
  });
  return complaints;
}

// Waits until the page stands as it will stand: loaded, no swap by htmx under way, no font on its way, nothing
// half faded in. It asks from outside, since a page without script runs no timers.
export async function settled(page) {
  await page.waitForLoadState();
  const deadline = Date.now() + 10_000;
  const stands = () =>
    !document.querySelector('.htmx-request') &&
    document.fonts.status === 'loaded' &&
    document.getAnimations().every((animation) => animation.playState !== 'running');
  // A page that is left while it is asked does not stand yet; the one that comes is asked instead.
  const asked = () =>
    page.evaluate(stands).catch((error) => {
      if (!/context was destroyed/.test(error.message)) throw error;
      return page.waitForLoadState().then(() => false);
    });
  while (!(await asked())) {
    if (Date.now() > deadline) throw new Error(`${page.url()} never came to rest`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
