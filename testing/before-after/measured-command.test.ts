import { expect, it } from 'vitest';
import { measuredCommand } from './measured-command.js';

const node = (code: string) => [process.execPath, '-e', code];

it('counts what a command and the processes that it starts take', async () => {
  const busy = 'while (process.cpuUsage().user < 300_000);';
  const { cpu, peakMB, out } = await measuredCommand('.', node(`${busy} console.log("done")`));
  expect(out).toBe('done\n');
  expect(cpu).toBeGreaterThan(0.25);
  expect(peakMB).toBeGreaterThan(20);
  const child = `require('child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(busy)}])`;
  expect((await measuredCommand('.', node(child))).cpu).toBeGreaterThan(0.25);
});

it('fails where the command fails, with what it said', async () => {
  await expect(measuredCommand('.', node('console.error("no such thing"); process.exit(3)'))).rejects.toThrow(
    /failed in \.:[\s\S]*no such thing/,
  );
});
