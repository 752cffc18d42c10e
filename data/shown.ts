const most = 100;

/**
 * Formats a value for an error message: values over 100 characters are truncated; control characters, which a terminal
 * would obey, are shown as codes.
 */
export function shown(text: string): string {
  const short = text.length > most ? `${text.slice(0, most)}…` : text;
  return short.replace(/\p{Cc}/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
