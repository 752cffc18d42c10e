/**
 * npm runs a script in the project's folder, wherever it was called from. Paths on the command line are meant from there: goes back to
 * it. A process that inherits npm's variables from a script further up stays where it is.
 */
export function goToCallersFolder(script) {
  const { INIT_CWD: folder, npm_lifecycle_script: started = '' } = process.env;
  if (folder && started.includes(script)) process.chdir(folder);
}
