import type { Data, Layout } from 'plotly.js-dist-min';

/** A plot as plotly draws it, and the sentence that states what it shows. */
export interface Figure {
  readonly data: readonly Data[];
  readonly layout: Partial<Layout>;
  readonly caption: string;
}
