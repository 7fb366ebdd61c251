import path from 'node:path';

/** The private package that pins n8n and its Node; `node_modules` below it holds both. */
export const N8N_FOLDER = path.resolve(__dirname, '..');

/** The package under test. */
export const PACKAGE_FOLDER = path.resolve(N8N_FOLDER, '../..');

/** What makes a re-run fast: tarballs, user folders, compiled code. Safe to delete at any time. */
export const CACHE_FOLDER = path.join(N8N_FOLDER, '.cache');
