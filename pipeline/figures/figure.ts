import type { Data, Layout } from 'plotly.js-dist-min';

/** A plot in plotly's format, and a caption that states what it shows. */
export interface Figure {
  readonly data: readonly Data[];
  readonly layout: Partial<Layout>;
  readonly caption: string;
}
