// Starts and stops the program that the browser visits: once with the demo, mail into a folder and an identity provider,
// once with an empty database and neither.
// Deliberately not here: what is looked at (pages.mjs, journeys/).

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLIENT, PROVIDER_NAME, startProvider } from './provider.mjs';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;

// `kind` is the subcommand: `demo` or `serve`. `database` is an address that replaces the file, or null.
export async function startServer({ binary, kind, database }) {
  const folder = await mkdtemp(join(tmpdir(), `brygga-${kind}-`));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const where = database ? ['--database', database] : ['--data', folder];
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('BRYGGA_')));
  const provider = kind === 'demo' ? await startProvider(origin) : null;
  if (provider) {
    where.push('--url', origin, '--oidc-issuer', provider.issuer, '--oidc-client', CLIENT, '--oidc-name', PROVIDER_NAME);
    where.push('--mail-folder', join(folder, 'brev'), '--mail-from', 'brygga@kommun.example');
    env.BRYGGA_OIDC_SECRET = provider.secret;
  }
  const child = spawn(binary, [kind, '--port', String(port), ...where], { stdio: ['ignore', 'pipe', 'pipe'], env });
  const server = { origin, provider, child, folder, output: '', exit: null };
  child.stdout.on('data', (part) => (server.output += part));
  child.stderr.on('data', (part) => (server.output += part));
  server.ended = new Promise((resolve) => {
    child.on('error', (error) => resolve((server.exit = String(error))));
    child.on('exit', (code, signal) => resolve((server.exit = `exit ${signal ?? code}`)));
  });
  try {
    await answers(server);
  } catch (error) {
    await stopServer(server);
    throw new Error(`${binary} ${kind}: ${error.message}\n${server.output}`);
  }
  return server;
}

// Returns what was wrong with the server's life, as sentences; empty when all was well.
export async function stopServer(server) {
  const faults = [];
  if (server.exit !== null) {
    faults.push(`the server ended by itself: ${server.exit}`);
  } else {
    server.child.kill('SIGTERM');
    const late = setTimeout(() => {
      faults.push(`the server did not stop within ${STOP_LIMIT_MS / 1000} s of SIGTERM`);
      server.child.kill('SIGKILL');
    }, STOP_LIMIT_MS);
    await server.ended;
    clearTimeout(late);
  }
  if (/panicked at/.test(server.output)) faults.push('the server panicked');
  await server.provider?.stop();
  await rm(server.folder, { recursive: true, force: true });
  return faults.map((fault) => `${fault}\n${server.output}`);
}

async function answers(server) {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    if (server.exit !== null) throw new Error(`ended before it answered (${server.exit})`);
    const status = await fetch(`${server.origin}/`).then((r) => r.status, () => null);
    if (status === 200) break;
    if (Date.now() > deadline) {
      throw new Error(`GET / gave ${status ?? 'no answer'} after ${START_LIMIT_MS / 1000} s`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (!server.output.includes(server.origin)) {
    throw new Error(`answers, but never printed its address ${server.origin}`);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
