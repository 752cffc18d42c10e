/** The number of clusters: they are dense from 0. */
export const clusterCount = (cluster: Int32Array): number => cluster.reduce((most, c) => Math.max(most, c + 1), 0);

/** The sum of the values of each cluster's queries; a NaN adds nothing. */
export function sumsByCluster(values: Float64Array, cluster: Int32Array, clusters: number): Float64Array {
  const sums = new Float64Array(clusters);
  for (let query = 0; query < values.length; query++) {
    const value = values[query]!;
    if (!Number.isNaN(value)) sums[cluster[query]!]! += value;
  }
  return sums;
}

/** The lowest and the highest figure, sum / size, of a single cluster, among clusters that have a size. */
export function extremesOf(sums: Float64Array, sizes: Float64Array): [lowest: number, highest: number] {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < sizes.length; c++) {
    if (sizes[c] === 0) continue;
    lowest = Math.min(lowest, sums[c]! / sizes[c]!);
    highest = Math.max(highest, sums[c]! / sizes[c]!);
  }
  return [lowest, highest];
}

/** The effective number of clusters: (Σ sizes)² / Σ sizes² (Kish 1965, "Survey sampling", 11.7). */
export const effectiveClusters = (sizes: Float64Array): number =>
  sizes.reduce((sum, size) => sum + size, 0) ** 2 / sizes.reduce((sum, size) => sum + size * size, 0);
