// Starts a command whose modules are compiled as they are loaded: node pipeline/launch/compiled.mjs SCRIPT [flags]
import './check-node.mjs';
import './check-memory.mjs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { goToCallersFolder } from './callers-folder.mjs';

const [node, , script, ...flags] = process.argv;
const file = join(fileURLToPath(new URL('../..', import.meta.url)), script);
process.argv = [node, file, ...flags];
const { register } = await import('tsx/esm/api');
register();
goToCallersFolder(script);
await import(pathToFileURL(file).href);
