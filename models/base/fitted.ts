/** The state of a fitted model; asking an unfitted one for anything is the caller's mistake and throws an Error. */
export function fitted<State>(state: State | undefined, model: string): State {
  if (state === undefined) throw new Error(`${model} is not fitted: call fit or load first`);
  return state;
}
