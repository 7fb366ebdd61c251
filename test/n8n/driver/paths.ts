import path from 'node:path';

const HERE = path.resolve(__dirname, '..');

/** The private package that pins n8n and its Node; `node_modules` below it holds both. TESTED_N8N names another. */
export const N8N_FOLDER = process.env.TESTED_N8N ?? HERE;

/** The package under test. */
export const PACKAGE_FOLDER = path.resolve(HERE, '../..');

/** What makes a re-run fast: tarballs, user folders, compiled code. Safe to delete at any time. */
export const CACHE_FOLDER = path.join(HERE, '.cache');
