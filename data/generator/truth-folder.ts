/** The folder within a generated shop's folder that holds the truth. */
export const truthFolder = 'truth';
