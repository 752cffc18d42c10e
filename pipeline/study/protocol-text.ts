import type { Protocol } from '../../evaluation/index.js';

/** A protocol in a notebook: its section's title, what is asked, and how an answer reads. */
interface ProtocolText {
  readonly title: string;
  readonly asked: string;
  readonly reading: string;
}

export const protocolTexts: Readonly<Record<Protocol, ProtocolText>> = {
  next: {
    title: 'The next item',
    asked: 'given a session so far, which item comes next? Seen items may come again.',
    reading:
      'A target can be the session’s last item again, one seen earlier in it, or a new one. To repeat what was seen is easy; the new item is what a shop needs help with.',
  },
  future: {
    title: 'What a visitor does later',
    asked: 'given a visitor’s history, which items not seen before will they touch later?',
    reading:
      'Seen items are left out, and the future may be months away. Popularity asks little of a history; what a model makes of it shows in how far it gets ahead.',
  },
  funnel: {
    title: 'The next step down the funnel',
    asked:
      'given the session in progress (the whole history, where none has begun), which item goes into the cart, or is bought, next?',
    reading: 'A model that remembers the last events has an easy part wherever the target was seen before.',
  },
  joint: {
    title: 'Views, carts and purchases at once',
    asked:
      'given the beginning of a session, what is viewed next in it, and what is put into a cart and bought later in it?',
    reading:
      'The score weighs the recall of the next view .1, of the carts .3 and of the purchases .6. A purchase is mostly of an item that the session has seen; a model without kinds gives the same list to all three questions.',
  },
  holdout: {
    title: 'A further purchase',
    asked: 'given the whole log, which further item did each visitor buy?',
    reading:
      'No session is under way: a history of months is read as a whole, and models of visitors may show what they are made for.',
  },
};

/** What validation asks under a protocol, for display before the figures by which parameters are chosen. */
export const validationText = (protocol: Protocol): string =>
  protocol === 'holdout'
    ? 'On validation, of each visitor who bought two items or more one is taken out of the log and asked for.'
    : `On validation P-${protocol} is asked about the part that is cut from the end of train.`;
