const most = 100;

/**
 * A value as an error shows it: whole up to 100 characters, of a longer one the beginning; control characters, which a terminal would
 * obey, by their codes.
 */
export function shown(text: string): string {
  const short = text.length > most ? `${text.slice(0, most)}…` : text;
  return short.replace(/\p{Cc}/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
