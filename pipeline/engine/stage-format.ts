/** The version of how stages are identified and kept: raised whenever a folder of the old one could be misread. */
export const stageFormat = 2;

/** The file in which a stage's folder says its version, and what it was made from. */
export const stageFile = 'stage.json';
