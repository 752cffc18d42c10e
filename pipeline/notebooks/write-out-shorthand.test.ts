import { expect, it } from 'vitest';
import { writeOutShorthand } from './write-out-shorthand.js';

it('writes out shorthand properties and leaves all else as it is', () => {
  const code = `const { a, b: c } = f({ x, y: 1, ...z, w() {} });\n({ p = 2 } = o); // { data }\nconst s = \`\${g({ t })} { u }\`;`;
  expect(writeOutShorthand(code)).toBe(
    `const { a, b: c } = f({ x: x, y: 1, ...z, w() {} });\n({ p: p = 2 } = o); // { data }\nconst s = \`\${g({ t: t })} { u }\`;`,
  );
});
