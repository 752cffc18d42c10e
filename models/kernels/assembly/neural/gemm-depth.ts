/** Terms of a sum that are added in one go: so much of a packed panel stays in the first-level cache. */
export const depth = 256;
/** The most columns of a block of the result. */
export const mostColumns = 64;
