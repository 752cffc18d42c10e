// Ends a command at once on a version of Node on which it would fail later. Imported for this effect, before anything else.
const [major, minor] = process.versions.node.split('.').map(Number);
const isNewEnough = major === 20 ? minor >= 19 : major === 22 ? minor >= 2 : major > 22;
if (!isNewEnough) {
  process.stderr.write(
    `error: this is Node ${process.versions.node}, which is too old\n  expected: Node 22 or 24; 20.19 is the oldest that works\n`,
  );
  process.exit(1);
}
