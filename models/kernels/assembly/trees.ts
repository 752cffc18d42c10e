// Gradient-boosted trees on binned features: ../trees/training.ts and ../trees/predictor.ts say what each function is for.
export { thread } from './lib/rows';
export * from './trees/bin-features';
export * from './trees/find-splits';
export * from './trees/gradients';
export * from './trees/lambdas';
export * from './trees/partition';
export * from './trees/predict';
export * from './trees/shap';
