// Visits every page of pages.mjs and walks every journey of journeys/, and says plainly what was wrong.
//
//   node tests/browser/run.mjs --binary target/debug/brygga [--only PART] [--journeys FILE] [--database URL]
//
//   --only PART      only pages and journeys with PART in their name
//   --journeys FILE  only the journeys of journeys/FILE.mjs, and no pages
//   --database URL   the demo in this database instead of a file
//   --workers N      pages at a time; the number of cores when left out
//
// Leaves screenshots, the HTML as it was sent, and the HTML after scripts in tests/results.

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  headerFaults,
  inspect,
  keyboardWalk,
  LOOKS,
  NARROWEST,
  printFaults,
  sidewaysScrollWithTextSpacing,
  takeLook,
} from './inspect.mjs';
import { slug, Visitor } from './journey.mjs';
import { PAGES } from './pages.mjs';
import { reviewedList } from './reviewed.mjs';
import { startServer, stopServer } from './server.mjs';
import { launchBrowser, newVisitor, settled } from './visitor.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const results = fileURLToPath(new URL('../results', import.meta.url));
const { values: options } = parseArgs({
  options: {
    binary: { type: 'string' },
    only: { type: 'string' },
    journeys: { type: 'string' },
    database: { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
});
// For one page in all its looks, or one journey. On an idle machine they take a few seconds.
const MOST_SECONDS = 180;
const tally = { passed: 0, failed: 0 };
const reviewed = reviewedList();
// From a fault, in words, to where it was seen.
const faults = new Map();

await main();

async function main() {
  if (!options.binary) throw new Error('--binary is missing: the program to visit');
  const wanted = ({ name }) => !options.only || name.toLowerCase().includes(options.only.toLowerCase());
  const pages = options.journeys ? [] : PAGES.filter(wanted);
  const journeys = (await readJourneys()).filter(wanted);
  if (pages.length + journeys.length === 0) throw new Error('no page and no journey has that name');
  await prepareResults();

  const servers = [];
  const browser = await launchBrowser();
  const stop = async () => {
    await browser.close().catch(() => {});
    return (await Promise.all(servers.map(stopServer))).flat();
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop().then(() => process.exit(130)));
  try {
    const { binary, database } = options;
    const demo = await startServer({ binary, kind: 'demo', database });
    servers.push(demo);
    let empty = null;
    if (pages.some((state) => state.empty)) {
      empty = await startServer({ binary, kind: 'serve', database: null });
      servers.push(empty);
    }
    await inParallel(pages, (state) => visitPage(browser, state.empty ? empty : demo, state));
    // One at a time: a journey changes what the next one would see in a list.
    for (const one of journeys) {
      for (const script of one.scripts) await walkJourney(browser, demo, one, script);
    }
  } finally {
    const ends = await stop();
    if (ends.length > 0) fail('the server', new Map(ends.map((fault) => [fault, []])), 1);
  }
  const isWholeRun = !options.only && !options.journeys;
  const stale = reviewed.faults({ isWholeRun });
  if (stale.length > 0) fail('reviewed.mjs', new Map(stale.map((fault) => [fault, []])), 1);
  tell();
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  process.exitCode = tally.failed > 0 ? 1 : 0;
}

async function readJourneys() {
  const files = (await readdir(`${here}journeys`)).filter((file) => file.endsWith('.mjs')).sort();
  const chosen = files.filter((file) => !options.journeys || file === `${options.journeys}.mjs`);
  const modules = await Promise.all(chosen.map((file) => import(`./journeys/${file}`)));
  return modules.flatMap((module) => module.default);
}

// The HTML of a part of the pages would be taken for all of it by the HTML check.
async function prepareResults() {
  if (!options.journeys) {
    for (const folder of ['html', 'pages', 'failed']) await rm(`${results}/${folder}`, { recursive: true, force: true });
  }
  for (const folder of ['html', 'pages', 'failed']) await mkdir(`${results}/${folder}`, { recursive: true });
}

async function inParallel(items, work) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, Number(options.workers)) }, worker));
}

// Rejects when `work` takes longer than anything here should, so that a page that hangs is one fault.
function bounded(work) {
  let timer = null;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${MOST_SECONDS} s`)), MOST_SECONDS * 1000);
  });
  return Promise.race([work(), late]).finally(() => clearTimeout(timer));
}

async function visitPage(browser, server, state) {
  const seen = new Map();
  let good = 0;
  let bad = 0;
  const count = (found, look) => {
    for (const fault of found) seen.set(fault, [...(seen.get(fault) ?? []), look]);
    if (found.length > 0) bad += 1;
    else good += 1;
  };
  let visitor = null;
  try {
    visitor = await newVisitor(browser, server, state);
    const { page, complaints } = visitor;
    await bounded(() => lookAround(page, complaints, state, count));
  } catch (error) {
    count([plain(error)], 'visit');
  } finally {
    await visitor?.context.close();
  }
  tally.passed += good;
  if (bad > 0) fail(state.name, seen, bad);
}

// Every look counts as one, and so do headers, keyboard and paper.
async function lookAround(page, complaints, state, count) {
  const language = state.language ?? 'sv';
  const path = typeof state.path === 'function' ? await state.path(page) : state.path;
  const visit = async (look) => {
    complaints.length = 0;
    await takeLook(page, look);
    const response = await page.goto(path);
    await settled(page);
    const wanted = state.status ?? 200;
    if (response.status() !== wanted) throw new Error(`${path} was answered ${response.status()}, not ${wanted}`);
    const sent = await response.text();
    await state.before?.(page);
    return { response, sent };
  };
  for (const look of LOOKS) {
    const { response, sent } = await visit(look);
    const found = await inspect(page, { name: state.name, language, reviewed });
    count([...found, ...complaints], `${look.scheme} ${look.width}`);
    const picture = `${slug(state.name)}.${look.scheme}.${look.width}.png`;
    await page.screenshot({ path: `${results}/pages/${picture}`, fullPage: true });
    if (look === LOOKS[0]) {
      count(headerFaults(response.headers(), { isSignedIn: Boolean(state.as) }), 'headers');
      await writeFile(`${results}/html/${slug(state.name)}.html`, sent);
      if (state.before) await writeFile(`${results}/html/${slug(state.name)}.after.html`, await page.content());
    }
  }
  await visit(NARROWEST);
  const narrow = await inspect(page, { name: state.name, language, reviewed });
  count([...narrow, ...(await sidewaysScrollWithTextSpacing(page)), ...complaints], 'light 320');
  await visit({ scheme: 'light', width: 1280 });
  count(await keyboardWalk(page), 'keyboard');
  if (state.print) count(await printFaults(page), 'print');
}

async function walkJourney(browser, server, one, script) {
  const name = `${one.name} (script ${script ? 'on' : 'off'})`;
  const seen = [];
  let visitor = null;
  try {
    visitor = await newVisitor(browser, server, { as: one.as, language: one.language, script });
    const { page, complaints } = visitor;
    const mailFolder = join(server.folder, 'brev');
    await bounded(() => one.steps(new Visitor({ page, script, language: one.language, reviewed, results, mailFolder })));
    seen.push(...complaints);
  } catch (error) {
    seen.push(plain(error), ...(visitor?.complaints ?? []));
    const picture = `${results}/failed/${slug(name)}.png`;
    await visitor?.page.screenshot({ path: picture, fullPage: true }).catch(() => {});
  } finally {
    await visitor?.context.close();
  }
  if (seen.length === 0) tally.passed += 1;
  else fail(`journey: ${name}`, new Map(seen.map((fault) => [fault, []])), 1);
}

function fail(name, found, count) {
  tally.failed += count;
  for (const [fault, looks] of found) {
    const where = looks.length > 0 ? `${name} [${looks.join(', ')}]` : name;
    faults.set(fault, [...(faults.get(fault) ?? []), where]);
  }
}

// A fault in what all pages share is told once, with the pages where it was seen.
function tell() {
  for (const [fault, places] of faults) {
    console.log(`FAIL ${fault.replaceAll('\n', '\n  ')}`);
    for (const place of places.slice(0, 5)) console.log(`  on ${place}`);
    if (places.length > 5) console.log(`  and on ${places.length - 5} more`);
    console.log();
  }
}

// The message without colours, and the line of ours that it came from.
function plain(error) {
  const line = error.stack?.split('\n').find((part) => /(journeys\/|pages\.mjs)/.test(part));
  const place = line?.match(/([\w-]+\.mjs:\d+)/)?.[1];
  const message = error.message.replace(/\x1b\[[0-9;]*m/g, '');
  return place ? `${message}\n    ${place}` : message;
}
