// Holds the pages that run.mjs saved against the HTML standard, with the Nu Html Checker.
// Nothing is allowed: no error, no warning, no remark.

import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../results/html', import.meta.url));
const files = readdirSync(folder).filter((file) => file.endsWith('.html'));
if (files.length === 0) throw new Error(`${folder} has no pages: run run.mjs first`);

const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
const answer = execFileSync('java', ['-Xss4m', '-jar', jar, '--stdout', '--exit-zero-always', '--format', 'json', ...files], {
  cwd: folder,
  encoding: 'utf8',
  maxBuffer: 256 * 1024 * 1024,
});
const { messages } = JSON.parse(answer);

const failed = new Set();
for (const { url, type, subType, lastLine, lastColumn, message, extract } of messages) {
  const file = url?.split('/').at(-1) ?? 'the checker';
  failed.add(file);
  console.log(`FAIL ${file}:${lastLine ?? ''}:${lastColumn ?? ''} ${subType ?? type}: ${message}`);
  if (extract) console.log(`     ${extract.replace(/\s+/g, ' ')}`);
}
console.log(`${files.filter((file) => !failed.has(file)).length} passed, ${failed.size} failed`);
process.exitCode = failed.size > 0 ? 1 : 0;
