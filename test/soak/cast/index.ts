import type { Role } from '../stage';
import { customers } from './customers';
import { deaths } from './deaths';
import { doctor, scales } from './doctor';
import { editor, tester } from './editor';
import { power } from './power';
import { reader, syncer } from './runners';
import { strangers } from './strangers';
import { weather } from './weather';

/** Everybody who plays a part. */
export const CAST: readonly Role[] = [
	customers,
	reader,
	syncer,
	weather,
	deaths,
	editor,
	tester,
	power,
	strangers,
	doctor,
	scales,
];
