import { ADD_TO_CART, type EventKind, type EventLog, eventKinds } from '../data/index.js';
import { AmountSums, amountOf } from './amounts.js';

/** How often one kind of event occurs, among how many visitors, and of which value. */
export interface FunnelStep {
  readonly kind: EventKind;
  readonly events: number;
  /** Visitors with at least one such event. */
  readonly visitors: number;
  /** Events with a known price; absent where the log has no prices. */
  readonly priced?: number;
  /** Price × quantity over these, to the hundredth (see `amountOf`); absent where the log has no prices. */
  readonly value?: number;
  /** Of addtocart: events whose item was taken out of the cart again by the log's last event; absent where the log has no removals. */
  readonly takenOut?: number;
}

/** The funnel of a log: one step per kind of event, from view to transaction. */
export function funnelSteps(log: EventLog): FunnelStep[] {
  const { removed } = log;
  const end = log.time.at(-1) ?? 0;
  return eventKinds.map((kind, code) => {
    const seen = new Uint8Array(log.visitors.size);
    const value = new AmountSums(1);
    let [events, priced, takenOut] = [0, 0, 0];
    for (let event = 0; event < log.event.length; event++) {
      if (log.event[event] !== code) continue;
      events++;
      seen[log.visitor[event]!] = 1;
      if (removed && removed[event]! <= end) takenOut++;
      const amount = amountOf(log, event);
      if (Number.isNaN(amount)) continue;
      priced++;
      value.add(0, amount);
    }
    return {
      ...{ kind, events, visitors: seen.reduce((sum, one) => sum + one, 0) },
      ...(log.price && { priced, value: value.totals()[0]! }),
      ...(removed && code === ADD_TO_CART && { takenOut }),
    };
  });
}
