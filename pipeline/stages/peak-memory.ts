import { readFileSync, writeFileSync } from 'node:fs';

/**
 * The peak of the process's resident memory while `work` ran, in MB, with the work's result and duration.
 *
 * On Linux the peak is reset first (proc(5), `clear_refs`); elsewhere it is the peak since the process began.
 */
export async function measured<T>(
  work: () => Promise<T>,
): Promise<{ result: T; seconds: number; peakMemoryMB: number }> {
  forgetPeak();
  const started = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - started) / 1000, peakMemoryMB: peak() };
}

function forgetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Not Linux, or not permitted: the peak then includes earlier work.
  }
}

function peak(): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))![1];
    return Math.round(Number(kilobytes) / 1024);
  } catch {
    return Math.round(process.resourceUsage().maxRSS / 1024);
  }
}
