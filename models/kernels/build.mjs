// Compiles every kernel of assembly/ to a module built/NAME.ts that carries the binary as text: so TypeScript, tests, bundlers and
// workers find it like any other module, and the hash of a model's code covers it. Run by `npm ci` and before checks;
// a kernel whose sources are unchanged is left alone. Argument: the folder that holds assembly/, this one unless said.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = process.argv[2] ? `${process.argv[2]}/` : fileURLToPath(new URL('.', import.meta.url));
const sourcesIn = async (folder) => (await readdir(`${here}${folder}`)).filter((name) => name.endsWith('.ts')).sort();

const flags = [
  ...['-O3', '--noAssert', '--converge', '--runtime', 'stub', '--use', 'abort=', '--importMemory'],
  ...['--enable', 'simd,threads', '--initialMemory', '1', '--maximumMemory', '65536'],
];

/** What a kernel is built for: a memory of one thread, one that threads share, and that with relaxed SIMD. */
const variants = { single: [], shared: ['--sharedMemory'], relaxed: ['--sharedMemory', '--enable', 'relaxed-simd'] };

/** The binary of one kernel in base64. */
async function compile(file, more) {
  let binary;
  const { error, stderr } = await asc.main([file, '--outFile', 'out.wasm', ...flags, ...more], {
    readFile: (name) => readFile(`${here}assembly/${name}`, 'utf8').catch(() => null),
    writeFile: (_, contents) => {
      binary = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`${file} does not compile:\n${stderr.toString()}`);
  return Buffer.from(binary).toString('base64');
}

/** What the kernels import: all sources in folders below assembly/. */
const library = await Promise.all(
  (await readdir(`${here}assembly`, { recursive: true }))
    .filter((name) => name.includes('/') && name.endsWith('.ts'))
    .sort()
    .map((name) => readFile(`${here}assembly/${name}`, 'utf8')),
);
const { version } = JSON.parse(await readFile(fileURLToPath(import.meta.resolve('assemblyscript/package.json')), 'utf8'));
const kernels = await sourcesIn('assembly');
await mkdir(`${here}built`, { recursive: true });
for (const file of await sourcesIn('built')) if (!kernels.includes(file)) await rm(`${here}built/${file}`, { force: true });

for (const file of kernels) {
  const source = await readFile(`${here}assembly/${file}`, 'utf8');
  const sources = [version, JSON.stringify([flags, variants]), source, ...library];
  const head = `// Built from assembly/${file} ${createHash('sha256').update(JSON.stringify(sources)).digest('hex')}\n`;
  const built = `${here}built/${file}`;
  if ((await readFile(built, 'utf8').catch(() => '')).startsWith(head)) continue;
  const binaries = {};
  for (const [name, more] of Object.entries(variants)) binaries[name] = await compile(file, more);
  if (binaries.relaxed === binaries.shared) delete binaries.relaxed; // it has no multiplyAdd
  const lines = Object.entries(binaries).map(([name, binary]) => `export const ${name} = '${binary}';\n`);
  await writeFile(`${built}.${process.pid}`, `${head}${lines.join('')}`);
  await rename(`${built}.${process.pid}`, built);
}
