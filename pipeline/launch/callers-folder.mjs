/**
 * Changes to the folder from which npm was called: npm runs a script in the project's folder, but paths on the command line are
 * relative to the caller's. A process that inherits npm's variables from a script further up stays where it is.
 */
export function goToCallersFolder(script) {
  const { INIT_CWD: folder, npm_lifecycle_script: started = '' } = process.env;
  if (folder && started.includes(script)) process.chdir(folder);
}
