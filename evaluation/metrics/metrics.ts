import { hitRate } from './hit-rate.js';
import { jointMetrics } from './joint.js';
import { map } from './map.js';
import type { Metric } from './metric.js';
import { mrr } from './mrr.js';
import { ndcg } from './ndcg.js';
import { precision } from './precision.js';
import { recall } from './recall.js';

/** The accuracy metrics by the names that files and reports use. */
export const metrics = { precision, recall, ndcg, map, mrr, hitRate } as const satisfies Record<string, Metric>;
export type MetricName = keyof typeof metrics;

/** The names of all accuracy metrics, P-joint's own among them. */
export const accuracyMetrics: readonly string[] = [...Object.keys(metrics), ...jointMetrics];
