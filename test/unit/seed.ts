/**
 * Where models begin their random histories: the same each time, so that a check that fails is one that can be looked at.
 * `MODEL_SEED=…` plays others.
 */
export const SEED = Number(process.env.MODEL_SEED ?? 11);

// Mutation tests run each test many times, so they play a part of the histories.
const isMutationRun = process.env.MUTATION_RUN === '1';

/** How many random cases a test takes. */
export const runs = (usual: number) => (isMutationRun ? Math.ceil(usual / 20) : usual);
