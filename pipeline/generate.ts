import { argv } from 'zx';
import { generateShop, InputError, silent } from '../data/index.js';

const usage = `Generates a synthetic shop in the layout of RetailRocket, with the truth about it in truth/.

  npm run data:generate -- [--events N] [--seed N] [--out DIR]

  --events N   events to write, 20000 to 2756101 (200000)
  --seed N     equal seeds give equal bytes (1)
  --out DIR    folder to write (data/raw/generated-<events>-<seed>)
  --help       this text`;

const options = ['events', 'seed', 'out', 'help'];

async function generate(): Promise<void> {
  const { _: words, ...given } = argv;
  if (given.help) return console.log(usage);
  const unknown = [
    ...words,
    ...Object.keys(given)
      .filter((name) => !options.includes(name))
      .map((name) => `--${name}`),
  ];
  if (unknown.length > 0)
    throw new InputError(`unknown option ${unknown[0]}`, {}, options.map((name) => `--${name}`).join(', '));
  const events = Number(given.events ?? 200_000);
  const seed = Number(given.seed ?? 1);
  const folder = String(given.out ?? `data/raw/generated-${events}-${seed}`);
  await generateShop({ events, seed, folder, progress: silent });
  console.log(`${events} events in ${folder}`);
}

await generate().catch((error: unknown) => {
  if (!(error instanceof InputError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
