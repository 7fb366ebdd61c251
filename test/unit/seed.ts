/**
 * Where models begin their random histories: the same each time, so that a check that fails is one that can be looked at.
 * `MODEL_SEED=…` plays others.
 */
export const SEED = Number(process.env.MODEL_SEED ?? 11);
